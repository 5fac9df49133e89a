#!/bin/sh
# Chromium and fonts for the browser tests, by apt where there is none. Without apt, or without the right to use it, the
# browser tests are skipped; in CI (CI=true) that is an error, there and here.
set -eu

fonts="fonts-dejavu-core fonts-noto-color-emoji fonts-wqy-microhei" # Latin and Greek, emoji, Chinese: names can hold any

for name in ${ENIPLAN_CHROMIUM:-chromium chromium-browser google-chrome google-chrome-stable}; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done

if [ -n "${ENIPLAN_CHROMIUM:-}" ]; then
    why="ENIPLAN_CHROMIUM names $ENIPLAN_CHROMIUM, which is no program"
elif ! command -v apt-get >/dev/null 2>&1; then
    why="there is no Chromium, and no apt-get to install it with"
elif [ "$(id -u)" = 0 ]; then
    root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1; then
    root="sudo -n"
else
    why="there is no Chromium, and apt-get needs root or a sudo that asks for no password"
fi

if [ -z "${why:-}" ]; then
    echo "eniplan: installing Chromium and fonts for the browser tests (apt-get) ..."
    log=$(mktemp)
    if { $root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq --no-install-recommends \
        chromium $fonts; } >"$log" 2>&1 </dev/null; then
        rm -f "$log"
        exit 0
    fi
    tail -n 5 "$log" >&2
    rm -f "$log"
    why="apt-get could not install Chromium"
fi

echo "eniplan: $why." >&2
echo "Install Chromium or Chrome, or name one: make ENIPLAN_CHROMIUM=PROGRAM test" >&2
if [ "${CI:-}" = true ]; then exit 1; fi
echo "The browser tests will be skipped." >&2
