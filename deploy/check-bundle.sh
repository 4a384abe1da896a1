#!/usr/bin/env bash
# Proves a bundle: unpacked into an empty folder of a machine without network, it starts and answers with sources.
# deploy/check-bundle.sh ARCHIVE   (needs `unshare`; the network it gets holds loopback alone)
set -euo pipefail
archive="$(realpath "$1")"
here="$(realpath "$(dirname "${BASH_SOURCE[0]}")")"
if [ "${2:-}" != inside ]; then
  (cd "$(dirname "$archive")" && sha256sum --quiet -c "$(basename "$archive").sha256")
  exec unshare --net --map-root-user --user env -i PATH="$PATH" HOME=/nonexistent bash "$here/check-bundle.sh" "$archive" inside
fi
ip link set lo up 2>/dev/null || ifconfig lo up
folder="$(mktemp -d)"
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; rm -rf "$folder"' EXIT
tar -xzf "$archive" -C "$folder"
cd "$folder"/*/
DATA_DIR="$folder/data" PORT=18787 LOG_LEVEL=warn ./bank &
server=$!
for _ in $(seq 120); do
  if curl -sf http://127.0.0.1:18787/readyz >/dev/null; then break; fi
  kill -0 "$server" && sleep 1
done
if curl -s --max-time 3 http://198.51.100.1/ >/dev/null; then echo 'there is a network here' >&2 && exit 1; fi
answer="$(curl -sf http://127.0.0.1:18787/api/v1/ask -H 'content-type: application/json' -d '{"question":"荷蘭 SyRI 案為什麼失敗？"}')"
echo "$answer" | grep -q '"outcome":"answered"'
curl -sf http://127.0.0.1:18787/version
echo
echo 'the bundle starts and answers without a network'
