#!/usr/bin/env python3
"""From a CSV file to a forecast, with Python's standard library alone.

    python3 forecast.py BASE_URL KEY CSV HORIZON
    python3 forecast.py http://localhost:3000 "$(cat key)" sales.csv 28

Uploads the file in pieces, going on where it was cut, has the site propose how to read it, trains, follows the run by
its event stream, prints every method's scores and writes the forecast. KEY may be - when the key stands in
FORECANVAS_KEY: other people on a machine can see arguments.
"""

import argparse
import hashlib
import http.client
import json
import os
import sys
import time
import urllib.parse
import uuid

TRIES = 8
WAIT_SECONDS = 300


class Refused(Exception):
    """An answer that says no, in the site's own words (application/problem+json)."""

    def __init__(self, status, problem):
        super().__init__(problem.get("detail", f"status {status}"))
        self.status = status
        self.problem = problem


class Site:
    def __init__(self, base_url, key):
        self.url = urllib.parse.urlsplit(base_url)
        self.key = key

    def connect(self, timeout=WAIT_SECONDS):
        secure = self.url.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        return kind(self.url.hostname, self.url.port, timeout=timeout)

    def path(self, path):
        return f"{self.url.path.rstrip('/')}/api/v1{path}"

    def headers(self, more):
        return {"Authorization": f"Bearer {self.key}", **more}

    def call(self, method, path, body=None, headers=None):
        """Sends a request and gives the answer's headers and body. Waits and asks again where the site says so."""
        for attempt in range(TRIES):
            connection = self.connect()
            try:
                connection.request(method, self.path(path), body, self.headers(headers or {}))
                answer = connection.getresponse()
                content = answer.read()
            finally:
                connection.close()
            if answer.status < 300:
                return answer.headers, content
            problem = problem_of(content)
            # 409 still_running: the first request under this Idempotency-Key is not answered yet.
            again = answer.status in (429, 503) or problem.get("code") == "still_running"
            if not again or attempt == TRIES - 1:
                raise Refused(answer.status, problem)
            time.sleep(float(answer.headers.get("Retry-After", 2**attempt)))

    def get(self, path):
        return json.loads(self.call("GET", path)[1])

    def post(self, path, value):
        """A POST that may be repeated: under one Idempotency-Key it is done once, whatever happens on the way."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        body = json.dumps(value).encode()
        for attempt in range(TRIES):
            try:
                return json.loads(self.call("POST", path, body, headers)[1])
            except (OSError, http.client.HTTPException):
                if attempt == TRIES - 1:
                    raise
                time.sleep(2**attempt)


def problem_of(content):
    try:
        return json.loads(content)
    except ValueError:
        return {}


def sha256_of(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def upload(site, project, path, piece_bytes, cut_at):
    """Sends a file piece by piece. When the line is cut the site still has what arrived: it is asked, and goes on there."""
    size = os.path.getsize(path)
    opened = site.post(
        f"{project}/uploads",
        {"fileName": os.path.basename(path), "sizeBytes": size, "sha256": sha256_of(path)},
    )
    address = f"{project}/uploads/{opened['id']}"
    offset, failures = 0, 0
    while offset < size:
        try:
            if cut_at is not None and offset + piece_bytes > cut_at:
                count, cut_at = cut_at - offset, None
                send_and_break_off(site, address, path, offset, max(count, 0))
            offset = send_piece(site, address, path, offset, piece_bytes)
            print(f"          {offset:,} of {size:,} bytes")
        except (OSError, http.client.HTTPException) as error:
            failures += 1
            if failures == TRIES:
                raise
            time.sleep(min(2**failures / 10, 5))
            headers, _ = site.call("HEAD", address)
            offset = int(headers["Upload-Offset"])
            print(f"          the line was cut ({type(error).__name__}); going on at {offset:,}")
        except Refused as refused:
            # Another request was faster, or an answer was lost: the true offset comes with the refusal.
            if refused.status != 409 or "offset" not in refused.problem:
                raise
            offset = refused.problem["offset"]
    return opened["id"]


def piece_headers(offset):
    return {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset)}


def send_piece(site, address, path, offset, piece_bytes):
    with open(path, "rb") as file:
        file.seek(offset)
        piece = file.read(piece_bytes)
    _, content = site.call("PATCH", address, piece, piece_headers(offset))
    return json.loads(content)["offset"]


def send_and_break_off(site, address, path, offset, count):
    """For trying it out: announces the rest of the file, sends `count` bytes of it and hangs up."""
    rest = os.path.getsize(path) - offset
    connection = site.connect()
    connection.putrequest("PATCH", site.path(address))
    headers = site.headers({**piece_headers(offset), "Content-Length": str(rest)})
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    with open(path, "rb") as file:
        file.seek(offset)
        left = count
        while left > 0:
            block = file.read(min(left, 1 << 16))
            connection.send(block)
            left -= len(block)
    # Time for the site to take in what is on its way.
    time.sleep(0.5)
    connection.close()
    raise ConnectionResetError("broken off on purpose")


def recipe_for(site, project, upload_id, options):
    """The recipe that was given, or the proposed one with the answers to what the file itself cannot decide."""
    if options.recipe:
        with open(options.recipe, encoding="utf-8") as file:
            return json.load(file)
    understood = site.post(f"{project}/datasets/understandings", {"uploadId": upload_id, "recipe": None})
    inspection = understood["inspection"]
    recipe = inspection["proposal"]
    given = {"timeFormat": options.time_format, "decimalMark": options.decimal_mark}
    open_questions = []
    for question in inspection["questions"]:
        if given[question["about"]]:
            recipe[question["about"]] = given[question["about"]]
        else:
            open_questions.append(question)
    if open_questions:
        names = {"timeFormat": "--time-format", "decimalMark": "--decimal-mark"}
        for question in open_questions:
            flag = names[question["about"]]
            print(f"{question['text']} Answer with {flag} {'|'.join(question['choices'])}", file=sys.stderr)
        sys.exit(2)
    return recipe


def events(site, address):
    """The numbered events about a run, without a gap: the stream ends now and then, and is taken up again."""
    last, failures = None, 0
    while True:
        try:
            connection = site.connect(timeout=60)
            more = {"Accept": "text/event-stream", **({"Last-Event-ID": last} if last else {})}
            connection.request("GET", site.path(address), headers=site.headers(more))
            answer = connection.getresponse()
            if answer.status != 200:
                raise Refused(answer.status, problem_of(answer.read()))
            name, data = None, ""
            for raw in answer:
                line = raw.decode().rstrip("\r\n")
                if line == "":
                    if data:
                        failures = 0
                        yield name or "message", json.loads(data)
                    name, data = None, ""
                elif line.startswith("id: "):
                    last = line[4:]
                elif line.startswith("event: "):
                    name = line[7:]
                elif line.startswith("data: "):
                    data += line[6:]
        except (OSError, http.client.HTTPException):
            failures += 1
            if failures == TRIES:
                raise
            time.sleep(min(2**failures / 10, 5))
        finally:
            connection.close()


def follow(site, run_address):
    """Reads the run when an event says that something is new, until it has ended."""
    last_words = None
    # The first event, `hello`, comes once the stream is open: what happens from then on is not missed.
    for _name, _event in events(site, f"{run_address}/events"):
        run = site.get(run_address)
        words = f"{run['status']}, {run['progress']:.0%}"
        if words != last_words:
            left = "" if run["secondsLeft"] is None else f", about {run['secondsLeft']:.0f} s left"
            print(f"          {words}{left}")
            last_words = words
        if run["status"] == "succeeded":
            return run
        if run["status"] not in ("queued", "running"):
            sys.exit(f"The run ended as {run['status']}: {run['failure']}")


def print_leaderboard(run):
    print(f"\n{'method':<16} {'WAPE':>8} {'MASE':>8} {'MAE':>10}")
    for line in run["leaderboard"]:
        scores = ("-" if line[name] is None else f"{line[name]:.4f}" for name in ("wape", "mase", "mae"))
        print("{:<16} {:>8} {:>8} {:>10}".format(line["model"], *scores))
    if run["verdict"]:
        print(f"\n{run['verdict']['sentence']}")


def download(site, address, output):
    connection = site.connect()
    connection.request("GET", site.path(address), headers=site.headers({"Accept": "text/csv"}))
    answer = connection.getresponse()
    if answer.status != 200:
        raise Refused(answer.status, problem_of(answer.read()))
    # Written beside and moved: a download that is cut leaves no half a forecast.
    with open(f"{output}.part", "wb") as file:
        while block := answer.read(1 << 16):
            file.write(block)
    connection.close()
    os.replace(f"{output}.part", output)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base_url")
    parser.add_argument("key")
    parser.add_argument("csv")
    parser.add_argument("horizon", type=int, help="periods ahead")
    parser.add_argument("--project", help="id of a project to work in; without it one is made")
    parser.add_argument("--name", help="the dataset's name; without it the file's")
    parser.add_argument("--models", help="such as naive,theta; without it what the site proposes")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--recipe", help="file with a recipe as JSON; without it what the site proposes")
    parser.add_argument("--time-format", help="answers the question how days and months are ordered")
    parser.add_argument("--decimal-mark", choices=["point", "comma"])
    parser.add_argument("--output", default="forecast.csv")
    parser.add_argument("--piece-bytes", type=int, default=8 << 20)
    parser.add_argument("--cut-at", type=int, help="for trying it out: hang up once after so many bytes")
    return parser.parse_args()


def main():
    options = arguments()
    key = os.environ.get("FORECANVAS_KEY", "") if options.key == "-" else options.key
    site = Site(options.base_url, key)
    file_name = os.path.basename(options.csv)

    project_id = options.project or site.post("/projects", {"name": f"Forecast of {file_name}"})["id"]
    project = f"/projects/{project_id}"
    print(f"Project   {project_id}")

    upload_id = upload(site, project, options.csv, options.piece_bytes, options.cut_at)
    print(f"Upload    {upload_id}")

    recipe = recipe_for(site, project, upload_id, options)
    version = site.post(
        f"{project}/datasets",
        {"uploadId": upload_id, "name": options.name or file_name, "recipe": recipe},
    )
    print(f"Data      {version['id']}, {version['profile']['series']} series")

    wish = {"datasetVersionId": version["id"], "horizonSteps": options.horizon}
    if options.models:
        wish["models"] = options.models.split(",")
    if options.seed is not None:
        wish["seed"] = options.seed
    run = site.post(f"{project}/runs", wish)
    print(f"Run       {run['id']}")

    run_address = f"{project}/runs/{run['id']}"
    print_leaderboard(follow(site, run_address))
    download(site, f"{run_address}/forecast", options.output)
    print(f"\nThe forecast stands in {options.output}.")


if __name__ == "__main__":
    try:
        main()
    except Refused as refused:
        for line in refused.problem.get("problems", []):
            print(f"row {line['row']}, column {line['column']}: {line['message']}", file=sys.stderr)
        sys.exit(f"Refused with {refused.status}: {refused}")
