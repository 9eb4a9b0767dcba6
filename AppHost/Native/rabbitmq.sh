#!/usr/bin/env bash
# A private RabbitMQ: rabbitmq.sh <folder> <port> <distribution port> <epmd port>
# <folder>/setup holds what the app host wrote: rabbitmq.conf, definitions.json (accounts and permissions,
# imported at every start) and enabled_plugins. Messages live in <folder>/mnesia.
# epmd, Erlang's name server, is a resource of its own beside it: started by RabbitMQ it would outlive it.
set -euo pipefail
folder=$1 port=$2 distribution=$3 epmd=$4 setup=$1/setup

source "$(dirname "$0")/../../build/native.sh"
server=$(rabbitmq_server) || fail "RabbitMQ is not installed."

as_server=()
mkdir -p "$folder/home" "$folder/mnesia" "$folder/log"
if [ "$(id -u)" = 0 ] && id rabbitmq >/dev/null 2>&1; then
  as_server=(setpriv --reuid=rabbitmq --regid=rabbitmq --clear-groups)
  chown -R rabbitmq: "$folder"
  "${as_server[@]}" test -x "$folder" || fail "The user 'rabbitmq' cannot reach $folder: choose a data folder that others may enter (--data-dir), not one below $HOME."
fi
chmod 700 "$folder"

free_mb=$(df -Pm "$folder" | awk 'NR == 2 { print $4 }')
[ "$free_mb" -ge 200 ] || fail "Only $free_mb MB free on the disk of $folder; RabbitMQ needs at least 200 MB to start."

# A broker that outlived its app host still holds the messages' files.
for process in /proc/[0-9]*; do
  if [ "$(cat "$process/comm" 2>/dev/null)" = beam.smp ] && tr '\0' '\n' < "$process/environ" 2>/dev/null | grep -qx "RABBITMQ_MNESIA_BASE=$folder/mnesia"; then
    old=${process#/proc/}
    say "Ending RabbitMQ $old, left over from an earlier run."
    kill -TERM "$old" 2>/dev/null || true
    for _ in $(seq 80); do [ -d "$process" ] && sleep 0.1 || break; done
    kill -KILL "$old" 2>/dev/null || true
  fi
done

export HOME="$folder/home" RABBITMQ_NODENAME=selection@localhost
export RABBITMQ_NODE_PORT=$port RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_DIST_PORT=$distribution
export ERL_EPMD_PORT=$epmd ERL_EPMD_ADDRESS=127.0.0.1
export RABBITMQ_MNESIA_BASE="$folder/mnesia" RABBITMQ_LOG_BASE="$folder/log" RABBITMQ_LOGS=-
export RABBITMQ_CONFIG_FILE="$setup/rabbitmq.conf" RABBITMQ_ENABLED_PLUGINS_FILE="$setup/enabled_plugins"
export RABBITMQ_CONF_ENV_FILE="$setup/none" RABBITMQ_ADVANCED_CONFIG_FILE="$setup/none.config"
# Without its shell around it the broker is this very process: signals reach it, and its end is seen.
export RABBITMQ_ALLOW_INPUT=1 RABBITMQ_SERVER_START_ARGS="-noinput +B i -kernel inet_dist_use_interface {127,0,0,1}"
cd "$folder"
exec "${as_server[@]}" setpriv --pdeathsig TERM "$server"
