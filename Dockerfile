# Server and worker, one image each: docker build --target server|worker
# DATABASE=SqlServer restores the whole client of SQL Server; without it that engine is refused at start.
FROM ubuntu:26.04 AS build
RUN apt-get update && apt-get install -y --no-install-recommends dotnet-sdk-10.0 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
ARG DATABASE=PostgreSql
RUN full=$([ "$DATABASE" = SqlServer ] && echo true || echo false) \
    && dotnet publish src/PersistentChat.Server -c Release -o /out/server -p:FullSqlClient=$full \
    && dotnet publish src/PersistentChat.ComplianceWorker -c Release -o /out/worker -p:FullSqlClient=$full

FROM ubuntu:26.04 AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends aspnetcore-runtime-10.0 curl && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --user-group --no-create-home pchat \
    && install -d -o pchat -g pchat -m 700 /data
USER pchat
VOLUME /data

FROM runtime AS server
COPY --from=build /out/server /app
ENTRYPOINT ["dotnet", "/app/PersistentChat.Server.dll"]

FROM runtime AS worker
COPY --from=build /out/worker /app
ENTRYPOINT ["dotnet", "/app/PersistentChat.ComplianceWorker.dll"]
