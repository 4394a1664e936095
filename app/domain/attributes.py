"""The names under which facts about software are kept, as OpenTelemetry's semantic conventions have them.

Everything that connectors bring is brought under these names, so that an alert, a deploy and a log line that are about
the same service say so in the same words.
"""

SERVICE = "service.name"
VERSION = "service.version"
ENVIRONMENT = "deployment.environment.name"
DEPLOYMENT = "deployment.id"
NAMESPACE = "k8s.namespace.name"
CLUSTER = "k8s.cluster.name"
HOST = "host.name"
REPOSITORY = "vcs.repository.name"
REPOSITORY_URL = "vcs.repository.url.full"
COMMIT = "vcs.ref.head.revision"
BRANCH = "vcs.ref.head.name"
PULL_REQUEST = "vcs.change.id"
PIPELINE = "cicd.pipeline.name"
PIPELINE_RUN = "cicd.pipeline.run.id"
PIPELINE_RESULT = "cicd.pipeline.result"
FLAG = "feature_flag.key"
FLAG_VARIANT = "feature_flag.result.variant"
TRACE = "trace_id"
ERROR = "error.type"

# Ours, for signals of kind METRIC: which series left its usual range, and typical values before and since.
METRIC = "metric.name"
USUAL = "metric.usual"
REACHED = "metric.reached"

# Ours, for signals whose service the catalog knows: the team or person that owns it, and how important it is.
OWNER = "service.owner"
TIER = "service.tier"
