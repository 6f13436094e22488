#!/usr/bin/env bash
# Loads a pool of the size of the original's sample deployment (SQLite) and shows how long the start, decisions, searches of
# rooms and joins take, and what it needs in memory. By hand, on a calm machine; 1 is all of it, 10 a tenth.
#   tests/bench-rooms.sh [SCALE]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PCHAT_SAMPLE_SCALE=${1:-1}
dotnet test tests/PersistentChat.Rooms.Tests -c Release --filter FullyQualifiedName~SampleDeployment --logger "console;verbosity=detailed"
