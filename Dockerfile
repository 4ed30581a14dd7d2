# One image for web, worker, beat and migrations: only the command differs.
FROM python:3.13-slim-trixie AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /build
COPY requirements/base.txt requirements/base.txt
RUN python -m venv /venv && /venv/bin/pip install --require-hashes -r requirements/base.txt

FROM python:3.13-slim-trixie
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=prm.project.settings \
    PRM_PRODUCTION=1 \
    PRM_DATA=/data
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin prm \
    && mkdir -p /app /data/media \
    && chown -R prm:prm /data
COPY --from=build /venv /venv
WORKDIR /app
# What goes in is named in .dockerignore.
COPY . .
# Translations and static files need no database and no secret: a throw-away key, in this layer's command only.
RUN export PRM_SECRET_KEY=only-to-collect-static-files-0123456789 \
    && python manage.py compile_translations \
    && python manage.py collectstatic --noinput \
    && python -m compileall -q /app
USER prm
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=40s --retries=3 \
    CMD ["python", "docker/probe.py", "web"]
CMD ["gunicorn", "--config", "python:prm.project.gunicorn_settings", "--bind", "0.0.0.0:8000", "prm.project.wsgi:application"]
