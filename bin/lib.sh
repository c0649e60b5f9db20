# What the scripts of this folder share: the place, the packages, the build. Sourced, never run.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
cd "$(dirname "${BASH_SOURCE[0]}")/.."

build_packages=(ca-certificates gcc git libargon2-dev libc6-dev libpq-dev libsqlite3-dev libssl-dev
    libstdc++-12-dev libxlsxwriter-dev libzip-dev pkg-config tzdata unzip zlib1g-dev)

stop() { printf '%s\n' "$*" >&2; exit 1; }

# The first port from the given one on that is free.
free_port() {
    local port=$1
    while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
    echo "$port"
}

# Installs what is missing of the named Debian packages.
need_packages() {
    local package missing=() root=
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0  # Nothing is asked of the network.
    [ "$(id -u)" -eq 0 ] || root=$(command -v sudo) || stop "Ask root to install: ${missing[*]}"
    $root apt-get update -qq
    $root apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

need_swift() {
    (swift --version 2>/dev/null || true) | grep -qE 'version (6\.([3-9]|[1-9][0-9])|[7-9])' ||
        stop "Swift 6.3 or later is needed: swift.org, «Install», «Linux», Debian 12; put its
usr/bin on the PATH. A machine that only runs Headwater needs none: see bin/build --static."
}

# One flag set, so that run and build share their work.
build_release() {
    swift build -c release --static-swift-stdlib --scratch-path .build-release --product headwater
}
