# Writes with Debian's python3-influxdb, as its documentation shows, and prints what came of it as JSON:
# python3 influx.py URL TOKEN WELL
import json
import sys
from urllib.parse import urlparse

from influxdb import InfluxDBClient
from influxdb.exceptions import InfluxDBClientError

url, token, well = sys.argv[1:]
address = urlparse(url)


def point(second, pip):
    return {
        "measurement": "esp_telemetry",
        "tags": {"well_id": well, "host": "gw-07"},
        "time": f"2025-11-20T06:00:{second:02d}Z",
        "fields": {"pip": pip, "quality": "Good"},
    }


outcome = {}
for gzip in (False, True):
    client = InfluxDBClient(address.hostname, address.port, "anybody", token, "telegraf", gzip=gzip)
    outcome["version"] = client.ping()
    outcome["databases"] = [database["name"] for database in client.get_list_database()]
    client.create_database("telegraf")
    outcome["written"] = client.write_points([point(int(gzip), 801.5 + gzip)])
    try:
        client.write_points([point(10 + gzip, 803.5), point(20 + gzip, 99999.0)])
    except InfluxDBClientError as e:
        outcome["refusal"] = str(e)
print(json.dumps(outcome))
