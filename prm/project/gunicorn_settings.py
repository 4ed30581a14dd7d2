"""How gunicorn serves the product; everything can be set from the environment."""

import os
from typing import Any

from prometheus_client import multiprocess

if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
    os.makedirs(os.environ["PROMETHEUS_MULTIPROC_DIR"], exist_ok=True)

worker_class = "gthread"
preload_app = True
control_socket_disable = True
workers = int(os.environ.get("PRM_WEB_WORKERS", "2"))
threads = int(os.environ.get("PRM_WEB_THREADS", "8"))
timeout = 60
graceful_timeout = int(os.environ.get("PRM_WEB_GRACE_SECONDS", "10"))
keepalive = 15
max_requests = 20_000
max_requests_jitter = 2_000
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
accesslog = "-" if os.environ.get("PRM_ACCESS_LOG") else None
access_log_format = '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s" %({x-request-id}o)s'
errorlog = "-"
logger_class = "prm.platform.redact.RedactingGunicornLogger"


def child_exit(server: Any, worker: Any) -> None:
    """Forget a dead worker's gauges in the shared metrics."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


forwarded_allow_ips = os.environ.get("PRM_PROXY_IPS", "127.0.0.1")
