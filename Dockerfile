# Watchkeeper in a container: data in /data, no privileges.
FROM python:3.13-slim
# git: runbooks and postmortems may come from a repository
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/watchkeeper
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE manifest.yml ./
COPY app ./app
RUN pip install --no-cache-dir --no-deps --editable . \
    && useradd --create-home --uid 10001 watchkeeper \
    && install -d -o watchkeeper /data
USER watchkeeper
ENV WATCHKEEPER_DATABASE_URL=sqlite:////data/watchkeeper.db \
    WATCHKEEPER_DOCUMENTS_FOLDER=/data/documents \
    WATCHKEEPER_HOST=0.0.0.0
VOLUME /data
EXPOSE 8080
HEALTHCHECK CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=3)"]
ENTRYPOINT ["watchkeeper"]
CMD ["serve"]
