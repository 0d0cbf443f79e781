#!/bin/sh
# pbx.sh start | stop | kill | restart | status | cli "<command>": runs the Asterisk in $PBX_ROOT with the configuration
# beside this file.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=${PBX_ROOT:?the folder of the chroot}
pidfile=$root/run/asterisk/asterisk.pid

alive() { [ -s "$pidfile" ] && kill -0 "$(cat "$pidfile")" 2>/dev/null; }
cli() { chroot "$root" asterisk -rx "$1"; }

start() {
  alive && return 0
  rm -rf "$root/etc/asterisk"
  mkdir -p "$root/etc/asterisk" "$root/run/asterisk"
  cp "$here"/conf/*.conf "$root/etc/asterisk/"
  rm -f "$pidfile" "$root/run/asterisk/asterisk.ctl" "$root/var/log/asterisk/messages.log"
  chroot "$root" asterisk -F -g </dev/null >/dev/null 2>&1
  i=0
  until cli 'core waitfullybooted' 2>/dev/null | grep -q 'fully booted'; do
    i=$((i + 1))
    [ $i -lt 100 ] || { echo 'asterisk did not start' >&2; exit 1; }
    sleep 0.1
  done
}

stop() {
  alive || return 0
  pid=$(cat "$pidfile")
  kill "${1:--TERM}" "$pid"
  while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  kill) stop -KILL ;;
  restart) stop; start ;;
  status) alive && cli 'core show uptime' ;;
  cli) cli "$2" ;;
  *) echo 'usage: pbx.sh start|stop|kill|restart|status|cli "<command>"' >&2; exit 2 ;;
esac
