#!/usr/bin/env bash
# Writes the public members of libraries that PublicAPI.Shipped.txt does not list to PublicAPI.Unshipped.txt: of those given, or of all in src/.
#
#   eng/public-api.sh src/Signals src/Networks
set -euo pipefail
cd "$(dirname "$0")/.."

[ $# -gt 0 ] || set -- $(dirname src/*/PublicAPI.Shipped.txt)
for library in "$@"; do
  library=${library%/}
  for file in "$library/PublicAPI.Shipped.txt" "$library/PublicAPI.Unshipped.txt"; do
    [ -e "$file" ] || echo "#nullable enable" >"$file"
  done

  # With none of them listed the analyzer names each in the very words that the file takes.
  echo "#nullable enable" >"$library/PublicAPI.Unshipped.txt"
  if ! log=$(dotnet build "$library" --nologo -tl:off -p:TreatWarningsAsErrors=false 2>&1); then
    echo "$log" >&2
    exit 1
  fi
  if grep -q ' RS0017: ' <<<"$log"; then
    echo "$library: members of PublicAPI.Shipped.txt are gone, which breaks those who use them:" >&2
    grep -o "RS0017: [^[]*" <<<"$log" | sort -u >&2
  fi
  sed -n "s/^.*warning RS0016: Symbol '\(.*\)' is not part of the declared public API.*$/\1/p" <<<"$log" | LC_ALL=C sort -u >>"$library/PublicAPI.Unshipped.txt"
  echo "$library: $(($(wc -l <"$library/PublicAPI.Unshipped.txt") - 1)) members"
done
