#!/usr/bin/env bash
# One archive that installs and starts without any registry: npm run bundle -- [FOLDER] [--with-node]
# For machines of the same system and processor as this one. --with-node puts this machine's Node inside.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

out=dist with_node=0
for word in "$@"; do
  case "$word" in
    --with-node) with_node=1 ;;
    --help) sed -n 2,3p deploy/bundle.sh && exit ;;
    *) out="$word" ;;
  esac
done

version="$(node -p 'require("./package.json").version')"
commit="$(git rev-parse HEAD)"
name="ai-governance-knowledge-bank-$version-$(node -p 'process.platform + "-" + process.arch')"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

if [ -n "$(git status --porcelain)" ]; then echo 'Changes not committed are left out. 未提交的變更不會打包。' >&2; fi
mkdir -p "$work/$name" "$out"
git archive HEAD | tar -x -C "$work/$name"
rm -rf "$work/$name"/{tests,.ci,.github,biome.json,knip.json,vitest.config.ts}
echo "$commit" >"$work/$name/COMMIT"

echo "==> packages"
(cd "$work/$name" && npm ci --omit=dev --loglevel=error)
# What a machine without a registry never needs: sources of maps and declarations.
find "$work/$name/node_modules" -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete

if [ "$with_node" = 1 ]; then cp -L "$(command -v node)" "$work/$name/node"; fi
cat >"$work/$name/bank" <<'START'
#!/bin/sh
# Starts the bank with the Node beside it, else with the one installed: ./bank
cd "$(dirname "$0")" || exit
if [ -x ./node ]; then exec ./node --import tsx server.ts "$@"; fi
exec node --import tsx server.ts "$@"
START
chmod +x "$work/$name/bank"

echo "==> archive"
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner -czf "$out/$name.tar.gz" "$name"
(cd "$out" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
du -h "$out/$name.tar.gz" | cut -f1
echo "$out/$name.tar.gz"
