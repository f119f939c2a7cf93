#!/bin/sh
# The program on a JVM. It has the path of the native executable, so commands such as the health check of Compose work in both images.
exec java -XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError -jar /opt/liftline/quarkus-run.jar "$@"
