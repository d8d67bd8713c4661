# syntax=docker/dockerfile:1
# The gateway alone: production packages and sources, run as written by Node 24, without root.

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/protocol/package.json packages/protocol/
COPY packages/node-client/package.json packages/node-client/
COPY apps/gateway/package.json apps/gateway/
# No install scripts: no package needs one here but "node", whose 120 MB the base image has already.
RUN npm install --no-save --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim
LABEL org.opencontainers.image.title="OpenCashier" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY --from=packages /app ./
COPY LICENSE ./
COPY packages packages
COPY apps/gateway apps/gateway
# The built console, and the documentation it shows at /console/docs.
COPY docs docs
COPY apps/console/dist apps/console/dist
# The command by its name for `docker exec`; /data is the only place the gateway writes to.
RUN ln -s /app/apps/gateway/bin/opencashier.mjs /usr/local/bin/opencashier \
 && chmod 0755 apps/gateway/bin/opencashier.mjs \
 && install -d -o node -g node -m 0700 /data
# Without DATABASE_URL the gateway would listen on the container's own loopback, where no published port leads.
# A start leaves much in memory: the gateway collects it once it rests, where it may.
ENV NODE_ENV=production \
    NODE_OPTIONS=--expose-gc \
    OPENCASHIER_HOST=0.0.0.0 \
    OPENCASHIER_DATA_DIR=/data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 8080) + '/livez').then((reply) => process.exit(reply.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["opencashier"]
CMD ["start"]
