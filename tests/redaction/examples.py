"""For each rule something it must find and something close to it that it must leave alone; all of it made up here.

The texts are put together from parts and from letters drawn at random, so that none stands in this file.
"""

import random
import string
from dataclasses import dataclass

from app.redaction.checksums import crc32_base62

HEX = "0123456789abcdef"
UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
LETTERS = string.ascii_letters
DIGITS = string.digits
WORD = string.ascii_letters + string.digits
LOWER = string.ascii_lowercase + string.digits
CAPITAL = string.ascii_uppercase + string.digits
UUID = "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"


def drawn(alphabet, length, seed=1):
    """That many letters of an alphabet, the same ones each time."""
    chance = random.Random(seed)
    return "".join(chance.choice(alphabet) for _ in range(length))


@dataclass(frozen=True)
class Example:
    """`secret` stands in `before + secret + after` and is to be masked; `near` is a text without a secret."""

    rule: str
    secret: str
    near: str
    before: str = "we used "
    after: str = " since noon"


def _token(rule, start, alphabet, length, rest="", *, near=None):
    """A token that begins with `start`, which may have a blank so that it does not stand here; near is one too short."""
    start = start.replace(" ", "")
    return Example(rule, start + drawn(alphabet, length) + rest, near or start + drawn(alphabet, length - 13))


def _given(rule, before, secret, near, after=" "):
    """A secret after its company: `before + secret + after`."""
    return Example(rule, secret, near, before, after)


def _pem(kind, body):
    return f"{'-' * 5}BEGIN {kind}{'-' * 5}\n{body}\n{'-' * 5}END {kind}{'-' * 5}"


def _jwt(signature):
    return f"ey{'J'}{drawn(WORD, 20)}.ey{'J'}{drawn(WORD, 40, 2)}.{signature}"


def checked(start, body=None):
    """A token of GitHub's or npm's kind: 30 characters and their checksum."""
    body = body or drawn(WORD, 30)
    return start + body + crc32_base62(body)


PRIVATE_KEYS = (
    Example("private-key", _pem("RSA PRIVATE" + " KEY", drawn(WORD, 300)), _pem("PUBLIC KEY", drawn(WORD, 300))),
    Example(
        "private-key",
        _pem(
            "EC PRIVATE" + " KEY",
            "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC," + drawn(HEX, 32) + "\n" + drawn(WORD, 200),
        ),
        _pem("CERTIFICATE", drawn(WORD, 300)),
    ),
    Example(
        "private-key",
        _pem("PGP PRIVATE" + " KEY BLOCK", "Version: 2 - x\n" + drawn(WORD, 200)),
        "-----BEGIN the private key-----",
    ),
    _token("private-key", "LS0tLS1CRU dJTi", WORD, 200, near="LS0tLS1CRU" + "dJTi" + drawn(WORD, 50)),
    _given("wireguard-key", "PrivateKey = ", drawn(WORD, 43) + "=", "PublicKey = " + drawn(WORD, 43) + "=", "\n"),
    _given("vault-unseal-key", "vault operator unseal ", drawn(WORD, 43) + "=", "unseal the vault, please"),
    _token("age-key", "AGE-SECRET -KEY-1", UPPER, 58, near="age1" + drawn(UPPER, 58).lower()),
)

TOKENS = (
    Example("github-token", checked("gh" + "p_"), "gh" + "x_" + drawn(WORD, 36)),
    Example("github-token", checked("gh" + "s_"), "ghp_" + "x" * 36, before="log", after="and"),
    Example("npm-token", checked("np" + "m_"), "npm_config_cache", before="log", after="and"),
    _token("github-token", "gho _", WORD, 36),
    _token("github-token", "github _pat_", WORD, 82, near="github_pat_" + drawn(WORD, 20)),
    _token("github-client-id", "Iv 1.", HEX, 16),
    _token("gitlab-token", "gl pat-", WORD, 20),
    _token("bitbucket-token", "AT BB", WORD, 32),
    _token("atlassian-token", "ATA TT3", WORD, 180, near="ATATT3" + drawn(WORD, 18)),
    _token("npm-token", "np m_", WORD, 36),
    _token("pypi-token", "py pi-", WORD, 120, near="pypi-" + drawn(WORD, 20)),
    _token("rubygems-key", "ruby gems_", HEX, 48),
    _token("nuget-key", "oy 2", LOWER, 43),
    _token("crates-token", "ci o", WORD, 32),
    _token("docker-token", "dckr _pat_", WORD, 27),
    _token("artifactory-token", "AK Cp", WORD, 69),
    _token("clojars-token", "CLO JARS_", HEX, 60),
    _token("circleci-token", "CCI PAT_", WORD, 22, "_" + drawn(HEX, 40)),
    _token("buildkite-token", "bk ua_", HEX, 40),
    _token("sourcegraph-token", "sg p_", HEX, 40),
    _token("sonar-token", "sq u_", HEX, 40),
    _token("dependency-track-key", "od t_", WORD, 32),
    _token("octopus-key", "AP I-", CAPITAL, 30, near="API-GATEWAY"),
    _token("snyk-token", "snyk _uat.", LOWER, 8, "." + drawn(WORD, 60), near="snyk_uat.x"),
    _token("aws-key", "AK IA", UPPER, 16),
    _token("aws-key", "AS IA", UPPER, 16, near="x" + "AS" + "IA" + drawn(UPPER, 16)),
    _token("aws-key", "amzn .mws.", HEX, 0, UUID, near="amzn.mws.x"),
    _token("google-key", "AI za", WORD, 35),
    _token("google-oauth", "ya 29.", WORD, 60, near="ya29.x"),
    _token("google-oauth", "GOC SPX-", WORD, 28, near="GOCSPX-x"),
    _token("alibaba-key", "LT AI", WORD, 20),
    _token("tencent-key", "AK ID", WORD, 32),
    _token("yandex-key", "AQ VN", WORD, 35),
    _token("digitalocean-token", "do p_v1_", HEX, 64),
    _token("heroku-key", "HR KU-", HEX, 0, UUID, near="HRKU-x"),
    _token("vault-token", "hv s.", WORD, 24),
    _token("vault-token", "s .", WORD, 24, near="s." + drawn(LETTERS, 24) + "(x)"),
    _token("pulumi-token", "pu l-", HEX, 40),
    _token("databricks-token", "da pi", HEX, 32),
    _token("confluent-key", "cf lt", WORD, 60),
    _token("fly-token", "fm 2_", WORD, 80, near="fm2_x"),
    _token("netlify-token", "nf p_", WORD, 36),
    _token("vercel-token", "vc p_", WORD, 40, near="vcp_x"),
    _token("supabase-key", "sb p_", HEX, 40),
    _token("planetscale-token", "pscale _tkn_", WORD, 43, near="pscale_tkn_x"),
    _token("neon-key", "na pi_", LOWER, 64),
    _token("tailscale-key", "ts key-auth-", WORD, 40, near="tskey-auth-x"),
    _token("cloudflare-key", "v1 .0-", HEX, 24, "-" + drawn(HEX, 146), near="v1.0-beta"),
    _token("doppler-token", "d p.pt.", WORD, 43),
    _token("one-password-token", "op s_eyJ", WORD, 300, near="ops_eyJx"),
    _token("kubernetes-token", "kubeconfig -u-", LOWER, 10, ":" + drawn(LOWER, 54), near="kubeconfig-u-x"),
    _token("openshift-token", "sha256 ~", WORD, 43, near="sha256:" + drawn(HEX, 64)),
    _token("prefect-key", "pn u_", WORD, 36),
    _token("mapbox-token", "s k.eyJ", WORD, 60, "." + drawn(WORD, 22), near="sk.eyJ" + drawn(WORD, 60)),
    Example("azure-key", drawn(WORD, 52) + "JQQ" + "J99" + drawn(WORD, 26), "JQQ" + "J99" + drawn(WORD, 26)),
    Example("azure-token", drawn(WORD, 76) + "AZ" + "DO" + drawn(WORD, 4), "AZ" + "DO" + drawn(WORD, 4)),
    _token("slack-token", "xo xb-", DIGITS, 12, "-" + drawn(WORD, 24), near="xoxb-short"),
    _token("slack-token", "xa pp-1-", WORD, 40, near="xapp-" + drawn(LETTERS, 40)),
    _token("slack-webhook", "hooks .slack.com/services/", WORD, 44, near="hooks.slack.com/services/help"),
    _token(
        "discord-webhook", "discord .com/api/webhooks/", DIGITS, 18, "/" + drawn(WORD, 68), near="discord.com/api/x"
    ),
    _token("discord-token", "M T", WORD, 24, "." + drawn(WORD, 6) + "." + drawn(WORD, 38), near="MT" + drawn(WORD, 24)),
    _token(
        "teams-webhook",
        "webhook .office.com/webhookb2/",
        HEX,
        0,
        f"{UUID}@{UUID}/IncomingWebhook/{drawn(HEX, 32)}/{UUID}",
        near="webhook.office.com/webhookb2/help",
    ),
    _token("zapier-webhook", "hooks .zapier.com/hooks/catch/", DIGITS, 6, "/abc12de", near="hooks.zapier.com/help"),
    _token(
        "google-chat-webhook",
        "chat .googleapis.com/v1/spaces/",
        WORD,
        11,
        "/messages?key=" + drawn(WORD, 60),
        near="chat.googleapis.com/v1/spaces/help",
    ),
    _token("sendgrid-key", "S G.", WORD, 22, "." + drawn(WORD, 43), near="SG." + drawn(WORD, 22)),
    _token("mailgun-key", "ke y-", HEX, 32),
    _token("brevo-key", "xkeysib -", HEX, 64, "-" + drawn(WORD, 16), near="xkeysib-x"),
    _token("resend-key", "re _", WORD, 8, "_" + drawn(WORD, 24), near="re_" + drawn(WORD, 24)),
    Example("mailchimp-key", drawn(HEX, 32) + "-us" + "12", drawn(HEX, 31) + "-us" + "12"),
    _token("twilio-key", "S K", HEX, 32),
    _token("intercom-token", "dG 9rO", WORD, 54),
    _token("twitch-key", "live _", DIGITS, 9, "_" + drawn(WORD, 30), near="live_" + drawn(DIGITS, 9)),
    _token("facebook-token", "EA A", WORD, 100, near="EAA" + drawn(WORD, 10)),
    _given(
        "telegram-token", drawn("123456789", 10) + ":", "A" + "A" + drawn(WORD, 33), "1234567890:AB" + drawn(WORD, 33)
    ),
    _token("stripe-key", "sk _live_", WORD, 24, near="sk_life_" + drawn(WORD, 24)),
    _token("stripe-webhook-secret", "wh sec_", WORD, 32),
    _token("square-token", "sq0 atp-", WORD, 22),
    _token("shopify-token", "shp at_", HEX, 32),
    _token("paypal-token", "access _token$production$", LOWER, 16, "$" + drawn(HEX, 32), near="access_token$x"),
    _token("plaid-token", "access -sandbox-", HEX, 0, UUID, near="access-sandbox-x"),
    _token("razorpay-key", "rzp _live_", WORD, 14),
    _token("flutterwave-key", "FLW SECK-", HEX, 32, "-X", near="FLWSECK-x"),
    _token("duffel-token", "duffel _live_", WORD, 43),
    _token("shippo-token", "shippo _live_", HEX, 40),
    _token("easypost-key", "EZ AK", WORD, 54),
    _token("grafana-token", "gl sa_", WORD, 32, "_" + drawn(HEX, 8), near="glsa_x"),
    _token("new-relic-key", "NR AK-", UPPER, 27, near="NRAK-x"),
    _token("new-relic-key", "px -api-", HEX, 0, UUID, near="px-api-x"),
    Example("new-relic-key", drawn(HEX, 36) + "NR" + "AL", drawn(HEX, 30) + "NR" + "AL"),
    _token("dynatrace-token", "dt 0c01.", UPPER, 24, "." + drawn(UPPER, 64), near="dt0c01.x"),
    _token("sentry-token", "sntrys _", WORD, 120, near="sntrys_x"),
    _token("honeycomb-key", "hcaik _", LOWER, 58, near="hcaik_x"),
    _token("launchdarkly-key", "sd k-", HEX, 0, UUID, near="sdk-x"),
    _token("posthog-key", "ph x_", WORD, 43),
    _token("stackhawk-key", "ha wk.", WORD, 20, "." + drawn(WORD, 20), near="hawk." + drawn(WORD, 20)),
    _token("betterstack-token", "up time_", WORD, 24),
    _token("anthropic-key", "sk -ant-api03-", WORD, 80, near="sk-ant-x"),
    _token("openrouter-key", "sk -or-v1-", HEX, 64, near="sk-or-v1-x"),
    _token("openai-key", "sk -proj-", WORD, 48, near="sk-" + "a" * 48),
    _token("openai-key", "s k-", WORD, 48, near="risk-assessment-of-the-new-deployment"),
    _token("groq-key", "gs k_", WORD, 52),
    _token("hugging-face-token", "h f_", LETTERS, 34),
    _token("replicate-token", "r 8_", WORD, 37),
    _token("perplexity-key", "pp lx-", WORD, 48),
    _token("xai-key", "xa i-", WORD, 80),
    _token("jina-key", "ji na_", WORD, 60),
    _token("tavily-key", "tv ly-", WORD, 32),
    _token("firecrawl-key", "f c-", HEX, 32),
    _token("langsmith-key", "ls v2_pt_", HEX, 32, "_" + drawn(HEX, 10), near="lsv2_pt_x"),
    _token("pinecone-key", "pc sk_", WORD, 70, near="pcsk_x"),
    _token("linear-key", "lin _api_", WORD, 40, near="lin_api_x"),
    _token("notion-token", "nt n_", WORD, 46),
    _token("airtable-token", "pa t", WORD, 14, "." + drawn(HEX, 64), near="pat" + drawn(WORD, 14)),
    _token("figma-token", "fi gd_", WORD, 40),
    _token("dropbox-token", "s l.", WORD, 135, near="sl.x"),
    _token("adobe-secret", "p8 e-", WORD, 32),
    _token("adafruit-key", "ai o_", WORD, 28),
    _token("postman-key", "PM AK-", HEX, 24, "-" + drawn(HEX, 34), near="PMAK-" + drawn(HEX, 24)),
    _token("contentful-token", "CF PAT-", WORD, 43),
    _token("hubspot-token", "pat -na1-", HEX, 0, UUID, near="pat-na1-x"),
    _token("typeform-token", "tf p_", WORD, 60, near="tfp_x"),
    _token("readme-key", "rd me_", LOWER, 70),
    _token("frameio-token", "fi o-u-", WORD, 64),
    _token("segment-key", "sg p_", WORD, 64),
    _token("scalingo-token", "tk -us-", WORD, 48),
    _token("infracost-key", "ic o-", WORD, 32),
    _token("salesforce-token", "00 D", WORD, 12, "!" + drawn(WORD, 96), near="00D" + drawn(WORD, 12)),
    _token("jwt", "", WORD, 0, _jwt(drawn(WORD, 43)), near=_jwt("").partition(".")[0]),
    _token("linkedin-token", "AQ X", WORD, 200, near="AQXx"),
    _token("terraform-token", "atlasv1 .", WORD, 67),
)

HASHES = tuple(
    Example("password-hash", hashed, near)
    for hashed, near in (
        ("$2" + "b$12$" + drawn(WORD, 53), "$2" + "b$12$" + drawn(WORD, 40)),
        ("$6" + "$rounds=5000$" + drawn(WORD, 16) + "$" + drawn(WORD, 86), "costs $6 a day"),
        ("$1" + "$" + drawn(WORD, 8) + "$" + drawn(WORD, 22), "$1$ and $2$"),
        ("$8" + "$" + drawn(WORD, 14) + "$" + drawn(WORD, 43), "$8$"),
        ("$y" + "$j9T$" + drawn(WORD, 22) + "$" + drawn(WORD, 43), "$y$"),
        ("$argon2" + "id$v=19$m=65536,t=3,p=4$" + drawn(WORD, 22) + "$" + drawn(WORD, 43), "$argon2id$"),
        ("pbkdf2_" + "sha256$260000$" + drawn(WORD, 22) + "$" + drawn(WORD, 43) + "=", "pbkdf2_sha256"),
        ("$krb5" + "asrep$23$user@EXAMPLE:" + drawn(HEX, 300), "$krb5asrep$"),
    )
)

COMPANY = (
    _given("aws-account", "arn:aws:iam::", "123456789012", "arn:aws:s3:::bucket/key", ":role/deploy"),
    _given("aws-account", "account_id = ", "123456789012", "account_id of 12 digits"),
    _given("aws-secret", "aws_secret_access_key = ", drawn(WORD, 40), "aws_secret_access_key = " + drawn(WORD, 42)),
    _given("okta-token", "okta_api_token: ", "00" + drawn(WORD, 40), "okta is down: " + drawn(LETTERS, 12)),
    _given("azure-token", "devops_pat = ", drawn("abcdefghijklmnopqrstuvwxyz234567", 52), "azure: eastus2"),
    _given("heroku-key", "HEROKU_KEY=", UUID, f"heroku.com/apps/{UUID}/logs"),
    _given("postmark-token", "postmark: ", UUID, f"the postmark message {UUID}"),
    _given("jenkins-token", "jenkins_token = ", drawn(HEX, 34), f"jenkins built {drawn(HEX, 40)}"),
    _given("sauce-key", "SAUCE_ACCESS_KEY=", UUID, "sauce: tomato"),
    _given("datadog-key", "DD_API_KEY=", drawn(HEX, 32), f"datadog trace {drawn(HEX, 32)}"),
    _given("pagerduty-key", "routing_key: ", drawn(HEX, 32), "pagerduty paged at 14:05"),
    _given("opsgenie-key", "GenieKey: ", UUID, f"opsgenie alert {UUID}"),
    _given("splunk-token", "splunk token ", UUID, f"splunk search {UUID}"),
    _given("snyk-token", "SNYK_TOKEN=", UUID, "snyk: 3 issues"),
    _given("codecov-token", "CODECOV_TOKEN: ", UUID, "codecov: 81 %"),
    _given("facebook-secret", "fb_secret = '", drawn(HEX, 32), f"fbfs {drawn(HEX, 32)}", "'"),
    _given("twitter-key", "TWITTER_KEY=", drawn(WORD, 25), "twitter: down for everyone"),
    _given("linkedin-key", "linkedin_id: ", drawn(WORD, 14), "linkedin: down for everyone"),
    _given("github-secret", "GITHUB_SECRET=", drawn(HEX, 40), f"github commit {drawn(HEX, 40)}"),
    _given("sonar-token", "-Dsonar.login=", drawn(HEX, 40), f"sonar ran on {drawn(HEX, 40)}"),
    _given("codeclimate-id", "CC_TEST_REPORTER_ID: ", drawn(HEX, 64), f"codeclimate {drawn(HEX, 64)}"),
    _given("adafruit-key", "IO_KEY = ", drawn(HEX, 32), "io_key: none"),
    _given("particle-token", "particle token ", drawn(HEX, 40), f"particle {drawn(HEX, 40)}"),
    _given("blynk-token", "blynk_token = ", drawn(WORD, 32), "blynk: offline"),
    _given("algolia-key", "algolia_key: ", drawn(HEX, 32), f"algolia task {drawn(HEX, 32)}"),
    _given("cloudflare-key", "CF_TOKEN=", drawn(WORD, 40), "cloudflare: error 522"),
    _given("fastly-key", "FASTLY_KEY=", drawn(WORD, 32), "fastly: purge all"),
    _given("mailgun-key", "mailgun: ", drawn(HEX, 32), "mailgun: queued"),
    _given("rollbar-token", "ROLLBAR_TOKEN=", drawn(HEX, 32), "rollbar: item 4711"),
    _given("new-relic-key", "newrelic_key: ", drawn(HEX, 40), "license: Apache-2.0"),
    _given("figma-token", "X-Figma-Token: ", UUID, f"figma file {UUID}"),
    _given("nasa-key", "nasa_key = ", drawn(WORD, 40), "nasa: launch at noon"),
    _given("kagi-key", "kagi_key = ", drawn(WORD, 11) + "." + drawn(WORD, 43), "kagi: search"),
    _given("bootstrap-token", "kubeadm join --token ", "abc123.0123456789abcdef", "bootstrap app.kubernetes"),
    _given(
        "truenas-key", 'auth.login_with_api_key", "params": ["', "1-" + drawn(WORD, 64), "login_with_api_key: 1", '"]'
    ),
    _given("thingsboard-token", "/api/v1/", drawn(WORD, 20), "/api/v1/orders/telemetry", "/telemetry"),
    _given(
        "google-client-id", "123456-", drawn(LOWER, 32), "x.apps.googleusercontent.com", ".apps.googleusercontent.com"
    ),
    _given("jenkins-crumb", "Jenkins-Crumb: ", drawn(HEX, 64), "Jenkins-Crumb: missing"),
    _given(
        "url-credentials",
        "postgres://shop:",
        drawn(WORD, 12),
        "postgres://db.example.com:5432/shop?at=noon",
        "@db/shop",
    ),
    _given("url-credentials", "redis://:", "a-word", "https://example.com/a:b/c", "@cache:6379"),
    _given("url-credentials", "amqp://user:", "p$ss", "amqp://user:$PASSWORD@queue", "@queue"),
    _given("bearer-token", "Authorization: Bearer ", drawn(WORD, 40), "the bearer of good news is here", "\n"),
    _given("bearer-token", "basic ", drawn(WORD, 40) + "==", "basic aaaaaaaaaaaaaaaaaaaaaaaa"),
    _given("authorization-header", "Authorization: ", drawn(WORD, 40), "authorization: denied-for-everyone"),
    _given("connection-string", "Server=db;User Id=app;Password=", "letmein", "Server=db;Pool=5;Password=;", ";"),
    _given("azure-key", "Endpoint=https://x.azconfig.io;Id=a;Secret=", drawn(WORD, 43) + "=", ";secret=none"),
    _given("google-secret", '"client_secret": "', drawn(DIGITS, 24), '"client_secret": ""', '"'),
    _given("compared-secret", "if secret != '", "the-old-one", "if secret != $SECRET", "'"),
    _given("netrc", "machine api.example.com login me password ", "letmein", "machine 7 login failed"),
    _given("command-password", "psexec host -u admin -p ", "letmein", "mkdir -u x -p"),
    _given("command-password", "curl -u me:", "letmein", "docker run -u 1000:1000 shop", " https://x"),
    _given("command-password", "mysql -u root -p", "letmein1", "mysql -u root -p shop"),
    _given("command-password", "Connect-VIServer host -User me -Password ", "letmein", "Connect-VIServer host"),
    _given("command-secret", "shop --api-token ", drawn(WORD, 20), "shop --api-token required"),
    _given("network-credential", 'NetworkCredential("me", "', "letmein", "NetworkCredential(me, password)", '"'),
    _given("password", "credentials { username 'me'\n password '", "letmein", "password 'policy'", "' }"),
    _given("password", "DB_PASSWORD=", "tr0ub4dor&3"[:9], "password: required", "\n"),
    _given("password", "PWD=", "tr0ub4dor", "PWD=/home/me/shop", ";"),
    _given("password", "user = 'me'; password = '", "letmein", "user = 'me'; password = config('x')", "'"),
    _given("password", '<add key="MailPassword" value="', "tr0ub4dor", "password_policy: 12 characters", '"/>'),
    _given("password", "token: password: ", drawn(WORD, 20), "passwords: none"),
    _given("spoken-password", "the password is ", "Tr0ub4dor-3", "the password is wrong again", " now"),
    _given("spoken-password", "passphrase was now ", "correct-horse-9", "the password was changed yesterday", ""),
    _given("spoken-password", "default password for root is '", "toor", "the password was reset to nothing", "'"),
    _given(
        "initial-password", "use the following password:\n\n", drawn(HEX, 32), "password of the commit\nnext line", "\n"
    ),
    _given("react-app-user", "REACT_APP_USER=", "postgres", "REACT_APP_USER=$USER", "\n"),
    _given("signed-address", "https://x.blob.core.windows.net/a?sig=", drawn(WORD, 44), "https://x/?sig=none", "&se=1"),
    _given("assigned-secret", '"api_key": "', drawn(WORD, 20), "the token: expired, twice", '"'),
    _given("assigned-secret", "client_secret => ", drawn(WORD, 20), "secret = aaaaaaaaaaaa", " there"),
    _given("assigned-secret", "getenv('SHOP_TOKEN', '", drawn(WORD, 24), "tokens left: 1234567890", "')"),
    _given("assigned-secret", "API_KEY=", UUID, f"token: {UUID}"),
)

EXAMPLES = (*PRIVATE_KEYS, *TOKENS, *HASHES, *COMPANY)

HARMLESS = (
    f"rolled back to {drawn(HEX, 40)}, was {drawn(HEX, 7)}",
    f"commit {drawn(HEX, 40)} is the one with the key change",
    f"request_id={UUID} trace_id={drawn(HEX, 32)} span_id={drawn(HEX, 16)}",
    f"image: registry.example.com/shop@sha256:{drawn(HEX, 64)}",
    f"md5 {drawn(HEX, 32)}  shop.tar.gz",
    f"cache key: {drawn(HEX, 32)}, partition key: {drawn(WORD, 24)}",
    f"public key: {drawn(WORD, 43)}=",
    f"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA{drawn(WORD, 43)} me@laptop",
    f"data:image/png;base64,iVBORw0KGgo{drawn(WORD, 300)}",
    "pod api-7d9c6b5f4-x2x9z on ip-10-0-3-17.eu-west-1.compute.internal is OOMKilled",
    "secretName: db-credentials, secretKeyRef: {name: db, key: password}",
    "error: password authentication failed for user 'shop' (SQLSTATE 28P01)",
    "token expired at 2026-11-21T06:18:04Z, token_ttl=3600s, key_version: 2026-11-21",
    "the key takeaway: 95% of tokens are fine; keys: 12000",
    "auth: 502 from https://auth.example.com:8443/oauth/token?grant_type=client_credentials",
    "password=$DB_PASSWORD token=${TOKEN} secret: {{ vault.secret }} api_key=<your key> pwd=****",
    "password = os.environ['DB_PASSWORD']; token = get_token(user_id=42, region='eu-west-1')",
    "INC-142 sev1 checkout p99 4.2s -> 310ms after deploy 2026.11.21-3",
    "kubectl get secret db-credentials -n shop -o yaml | less",
)
"""What is said in incidents and only sounds secret: none of it is to be masked."""
