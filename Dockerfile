# Monitor as a daemon: the database in the volume /data, your own config in /data/config (optional).

# The wheel is built as everywhere else: from the pinned lock, without a resolver.
FROM python:3.11-slim AS build
WORKDIR /src
COPY requirements/build.txt requirements/
RUN python -m pip install --no-cache-dir --disable-pip-version-check \
      --no-deps --require-hashes -r requirements/build.txt
COPY pyproject.toml README.md LICENSE ./
COPY config config
COPY alembic alembic
COPY monitor monitor
RUN python -m build --wheel --no-isolation --outdir /wheel

FROM python:3.11-slim
COPY requirements/run.txt /tmp/requirements/
RUN python -m pip install --no-cache-dir --disable-pip-version-check \
      --no-deps --require-hashes -r /tmp/requirements/run.txt
COPY --from=build /wheel /tmp/wheel
RUN python -m pip install --no-cache-dir --disable-pip-version-check --no-deps --no-index \
      /tmp/wheel/*.whl \
 && useradd --uid 10001 --create-home monitor \
 && install --directory --owner monitor --group monitor /data
USER 10001
WORKDIR /data
VOLUME /data
ENV MONITOR_DATABASE=sqlite:////data/monitor.db \
    PYTHONUNBUFFERED=1
# Whether the database can be used; `monitor config check` says whether config/ is in order.
HEALTHCHECK --interval=5m --timeout=30s --start-period=30s CMD ["monitor", "status"]
ENTRYPOINT ["monitor"]
CMD ["run"]
