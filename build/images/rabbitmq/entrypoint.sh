#!/bin/bash
# As the official image: RABBITMQ_DEFAULT_USER and RABBITMQ_DEFAULT_PASS.
set -eu
cat > "$RABBITMQ_CONFIG_FILE" <<CONF
default_user = ${RABBITMQ_DEFAULT_USER:-guest}
default_pass = ${RABBITMQ_DEFAULT_PASS:-guest}
loopback_users = none
log.console = true
log.console.level = info
disk_free_limit.absolute = 10MB
CONF
echo "[rabbitmq_management]." > /etc/rabbitmq/enabled_plugins
export RABBITMQ_ALLOW_INPUT=1
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-noinput +S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none"
exec rabbitmq-server
