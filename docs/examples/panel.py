#!/usr/bin/env python3
"""From a raw file to a trusted panel, with Python's standard library alone.

    python3 panel.py BASE_URL KEY FILE
    python3 panel.py http://localhost:3000 "$(cat key)" invoices.csv.gz --roll-up W --steps steps.json --label-stock-outs

Uploads the file, has the site propose how to read it, answers what the file itself cannot decide, and makes a version.
Then it says how the version meets what is expected of it, makes another version by a recipe of steps, says what every
step changed, labels what looks like stock-outs when asked to, and draws the split in time. A second run with the same
file makes nothing anew. KEY may be - when the key stands in FORECANVAS_KEY.
"""

import argparse
import datetime
import json
import os
import sys

from forecast import Refused, Site, upload

ANSWERS = {
    "timeFormat": "--time-format",
    "decimalMark": "--decimal-mark",
    "encoding": "--encoding",
    "sheet": "--sheet",
    "rollUp": "--roll-up",
    "missingWords": "--missing-words",
}


def understood(site, project, upload_id, options):
    """The proposed recipe with the answers that were given; ends with the questions that are still open."""
    asked = {"uploadId": upload_id, "recipe": None}
    inspection = site.post(f"{project}/datasets/understandings", asked)["inspection"]
    recipe = inspection["proposal"]
    open_questions = []
    for question in inspection["questions"]:
        about = question["about"]
        answer = getattr(options, ANSWERS[about][2:].replace("-", "_"))
        if answer is None:
            open_questions.append(question)
        elif about == "rollUp":
            recipe["rollUp"] = None if answer == "none" else sales_by(answer)
        elif about == "missingWords":
            if answer == "not_known":
                recipe["missingWords"] = sorted({*recipe["missingWords"], *question["words"]})
                recipe["blankTarget"] = "missing"
        else:
            recipe[about] = answer
    for question in open_questions:
        flag = ANSWERS[question["about"]]
        print(f"{question['text']} Answer with {flag} {'|'.join(question['choices'])}", file=sys.stderr)
    if open_questions:
        sys.exit(2)
    return recipe


def sales_by(frequency):
    """Single sales added up: returns are left out, a period without a sale sold nothing, cut periods are left out."""
    return {
        "frequency": frequency,
        "aggregation": "sum",
        "returns": "leave_out",
        "emptyPeriods": "zero",
        "partialPeriods": "leave_out",
    }


def day(milliseconds):
    return datetime.datetime.fromtimestamp(milliseconds / 1000, datetime.timezone.utc).strftime("%Y-%m-%d")


def say_version(version):
    profile = version["profile"]
    print(
        f"Version   {version['number']}: {profile['series']} series x {profile['periods']} periods ({profile['frequency']}),"
        f" {profile['rows']} rows, {profile['zeros']} zeros, {profile['ownGaps']} gaps"
    )


def say_checks(site, address):
    checks = site.get(f"{address}/checks")
    print(f"Checks    {checks['passed']} passed, {checks['warnings']} warn, {checks['errors']} block training")
    for result in checks["results"]:
        if result["outcome"] == "failed":
            print(f"          {result['severity']}: {result['title']} (found {result['found']})")


def with_steps(site, dataset, version, path):
    """The version that the recipe's steps make of this one."""
    with open(path, encoding="utf-8") as file:
        steps = json.load(file)
    built = site.post(f"{dataset}/recipe/build", {"version": str(version["number"]), "steps": steps})
    say_version(built)
    kinds = {step["id"]: step["kind"] for step in steps}
    for did in built["profile"]["steps"]:
        rows = f"{did['rowsBefore']} rows became {did['rowsAfter']}, {did['valuesChanged']} values changed"
        print(f"          {kinds[did['id']]}: {rows}")
    return built


def label_stock_outs(site, dataset, address):
    """Accepts the detector's runs of zeros: their demand is not known, which is something else than no demand."""
    proposals = site.get(f"{address}/proposals?limit=500")
    names = ("kind", "seriesId", "fromTime", "toTime", "detector")
    labels = [
        {name: item[name] for name in names} for item in proposals["items"] if item["detector"] == "zero_runs"
    ]
    if labels:
        site.post(f"{dataset}/labels", {"answer": "accept", "labels": labels})
    print(f"Labels    {len(labels)} stock-outs of {proposals['counts']['zero_runs']} runs of zeros")


def say_split(site, address, horizon, season):
    terms = f"horizonSteps={horizon}&seasonLength={season}&selectionFolds=2&testFolds=1"
    split = site.get(f"{address}/split?{terms}")
    for fold in split["folds"]:
        print(f"Fold      {fold['role']}: learns to {day(fold['seenTime'])}, forecasts to {day(fold['lastTime'])}")
    for check in split["checks"]:
        if check["state"] != "passed":
            print(f"          {check['name']}: {check['detail']}. {check['wayOut'] or ''}")
    print(f"Looks     {split['looks']['count']} at the untouched periods so far")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base_url")
    parser.add_argument("key")
    parser.add_argument("file")
    parser.add_argument("--project", help="id of a project to work in; without it one is made")
    parser.add_argument("--name", help="the dataset's name; without it the file's")
    parser.add_argument("--roll-up", help="of single sales: D, W, M, or none to take the rows as they are")
    parser.add_argument("--time-format")
    parser.add_argument("--decimal-mark", choices=["point", "comma"])
    parser.add_argument("--encoding")
    parser.add_argument("--sheet")
    parser.add_argument("--missing-words", choices=["not_known", "mistake"])
    parser.add_argument("--steps", help="file with a recipe's steps as JSON")
    parser.add_argument("--label-stock-outs", action="store_true")
    parser.add_argument("--horizon", type=int, default=4)
    parser.add_argument("--season", type=int, default=1)
    parser.add_argument("--piece-bytes", type=int, default=8 << 20)
    return parser.parse_args()


def main():
    options = arguments()
    key = os.environ.get("FORECANVAS_KEY", "") if options.key == "-" else options.key
    site = Site(options.base_url, key)
    file_name = os.path.basename(options.file)
    project_id = options.project or site.post("/projects", {"name": f"Panel of {file_name}"[:80]})["id"]
    project = f"/projects/{project_id}"
    print(f"Project   {project_id}")

    upload_id = upload(site, project, options.file, options.piece_bytes, None)
    recipe = understood(site, project, upload_id, options)
    wish = {"uploadId": upload_id, "name": options.name or file_name, "recipe": recipe}
    version = site.post(f"{project}/datasets", wish)
    say_version(version)
    dataset = f"{project}/datasets/{version['datasetId']}"
    say_checks(site, f"{dataset}/versions/{version['number']}")

    if options.steps:
        version = with_steps(site, dataset, version, options.steps)
    address = f"{dataset}/versions/{version['number']}"
    if options.steps:
        say_checks(site, address)
    if options.label_stock_outs:
        label_stock_outs(site, dataset, address)
    say_split(site, address, options.horizon, options.season)


if __name__ == "__main__":
    try:
        main()
    except Refused as refused:
        for line in refused.problem.get("problems", []):
            print(f"row {line['row']}, column {line['column']}: {line['message']}", file=sys.stderr)
        sys.exit(f"Refused with {refused.status}: {refused}")
