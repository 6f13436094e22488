#!/usr/bin/env bash
# By hand: a record of 1,000,000 events in SQLite (or as many as the first argument says), exported by every built-in adapter.
# Prints time, CPU and the most memory the process had: the latter must not depend on the number of events.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

count=${1:-1000000}
dotnet build tests/PersistentChat.Compliance.Tests -c Release --verbosity quiet
run() { dotnet tests/PersistentChat.Compliance.Tests/bin/Release/net10.0/PersistentChat.Compliance.Tests.dll "$@"; }

folder=$(mktemp -d "${TMPDIR:-/tmp}/pchat-export-XXXXXX")
trap 'rm -rf "$folder"' EXIT
database="Data Source=$folder/mgccomp.db"
echo "record, $count events"
run record Sqlite "$database" "$count"
for type in Xml Actiance Eml Csv JsonLines; do
    echo "$type"
    run export Sqlite "$database" "$folder/$type" "$type"
    du -sh "$folder/$type/archive" | cut -f1
    rm -rf "${folder:?}/$type"
done
