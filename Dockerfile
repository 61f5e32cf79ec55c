# csm_crawler: collects into the home /csm, a volume, as a user without rights.
FROM python:3.14-slim AS build
RUN python -m venv /opt/csm
COPY . /src/
RUN /opt/csm/bin/pip install --no-cache-dir '/src[postgres]'

FROM python:3.14-slim
RUN useradd --uid 1000 --user-group --no-create-home --home-dir /csm csm && install -d -o csm -g csm /csm
COPY --from=build /opt/csm /opt/csm
ENV PATH=/opt/csm/bin:$PATH CSM_HOME=/csm PYTHONDONTWRITEBYTECODE=1
USER 1000:1000
WORKDIR /csm
VOLUME /csm
ENTRYPOINT ["csm"]
CMD ["run"]
