#!/bin/sh
# From a CSV file to a forecast, with curl and POSIX tools.
#
#   sh forecast.sh BASE_URL KEY CSV HORIZON
#   sh forecast.sh http://localhost:3000 "$(cat key)" sales.csv 28
#
# Writes forecast.csv (or what OUTPUT names) and prints every method's scores. What else may be set:
#
#   PROJECT   id of a project to work in; without it one is made
#   NAME      the dataset's name; without it the file's
#   RECIPE    a file with the recipe by which the CSV is read, as JSON in one line; without it what the site proposes
#   MODELS    such as naive,theta; without it what the site proposes
#   OUTPUT    where the forecast goes
#
# KEY may be - when the key stands in FORECANVAS_KEY: other people on a machine can see arguments.
#
# JSON is picked apart by tr and sed here, which is enough for these answers: each is one line, with its fields in the
# order of the reference. A program that has jq, or any JSON reader, should use that.
set -eu

if [ $# -ne 4 ]; then
  sed -n '2,17s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
base=${1%/}/api/v1
key=$2
csv=$3
horizon=$4
[ "$key" != - ] || key=${FORECANVAS_KEY:?"put the key into FORECANVAS_KEY"}
[ -r "$csv" ] || { echo "$csv cannot be read." >&2; exit 2; }
output=${OUTPUT:-forecast.csv}
file=$(basename "$csv" | tr -c 'A-Za-z0-9._\n-' '_')

# api METHOD PATH [more for curl]: prints the answer's body, or says what is wrong and ends.
# The key goes to curl on its standard input, so that it is not among its arguments.
api() {
  method=$1
  path=$2
  shift 2
  reply=$(printf 'header = "Authorization: Bearer %s"\n' "$key" |
    curl -sS -K - -X "$method" -w '\n%{http_code}' "$@" "$base$path") || exit 1
  status=$(printf '%s\n' "$reply" | sed -n '$p')
  body=$(printf '%s\n' "$reply" | sed '$d')
  case $status in
    2??) printf '%s\n' "$body" ;;
    *)
      echo "$method $path was answered with $status: $(pick "$body" sentence detail)" >&2
      exit 1
      ;;
  esac
}

post() {
  api POST "$1" -H 'Content-Type: application/json' -H "Idempotency-Key: $$-$(date +%Y%m%d%H%M%S)-$2" -d "$3"
}

# The first value of a field on standard input: a word without a comma, a number, or a whole sentence.
fields() { tr ',{}[]' '\n\n\n\n\n'; }
word() { fields | sed -n "s/^\"$1\":\"\(.*\)\"\$/\1/p" | sed -n 1p; }
number() { fields | sed -n "s/^\"$1\":\([0-9.eE+-]*\)\$/\1/p" | sed -n 1p; }
sentence() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
# pick ANSWER word|number|sentence NAME
pick() { printf '%s\n' "$1" | "$2" "$3"; }

# 1. A project.
project=${PROJECT:-}
if [ -z "$project" ]; then
  made=$(post /projects project "{\"name\":\"Forecast of $file\"}")
  project=$(pick "$made" word id)
fi
at=/projects/$project
echo "Project   $project"

# 2. The file, in one request. Its bytes are streamed: it may have 2 GB. See forecast.py for one in several pieces.
case $file in
  *.gz) type=application/gzip ;;
  *) type=text/csv ;;
esac
uploaded=$(api POST "$at/uploads?name=$file" -H "Content-Type: $type" -H 'Expect:' -T "$csv")
upload=$(pick "$uploaded" word id)
echo "Upload    $upload"

# 3. What is it? The site proposes how to read it, and asks what the file cannot decide.
if [ -n "${RECIPE:-}" ]; then
  recipe=$(cat "$RECIPE")
else
  understood=$(post "$at/datasets/understandings" understand "{\"uploadId\":\"$upload\",\"recipe\":null}")
  recipe=$(printf '%s\n' "$understood" | sed -n 's/.*"proposal":\(.*\),"questions":.*/\1/p')
  case $understood in
    *'"questions":[]'*) ;;
    *)
      echo "This file leaves a question open. Put the answer in place of null, and the recipe into RECIPE:" >&2
      printf '%s\n' "$understood" | sed -n 's/.*"questions":\(.*\)},"preview":.*/\1/p' >&2
      printf '%s\n' "$recipe" >&2
      exit 2
      ;;
  esac
fi

# 4. An immutable version of the data.
dataset=$(post "$at/datasets" dataset "{\"uploadId\":\"$upload\",\"name\":\"${NAME:-$file}\",\"recipe\":$recipe}")
version=$(pick "$dataset" word id)
echo "Data      $version, $(pick "$dataset" number series) series"

# 5. A run. What is left out is what the form on the site proposes.
models=
if [ -n "${MODELS:-}" ]; then
  models=",\"models\":[\"$(printf '%s' "$MODELS" | sed 's/ *, */","/g')\"]"
fi
asked=$(post "$at/runs" run "{\"datasetVersionId\":\"$version\",\"horizonSteps\":$horizon$models}")
run=$(pick "$asked" word id)
echo "Run       $run"

# 6. Wait for its end.
said=
while :; do
  state=$(api GET "$at/runs/$run")
  status=$(pick "$state" word status)
  words="$status, $(pick "$state" number progress)"
  [ "$words" = "$said" ] || echo "          $words"
  said=$words
  case $status in
    queued | running) sleep "${POLL_SECONDS:-2}" ;;
    succeeded) break ;;
    *)
      echo "The run ended as $status: $(pick "$state" sentence failure)" >&2
      exit 1
      ;;
  esac
done

# 7. Every method on periods that no method had seen.
echo
printf '%s\n' "$state" |
  sed -n 's/.*"leaderboard":\[\([^]]*\)\].*/\1/p' |
  tr '{' '\n' |
  tr -d '"}' |
  awk -F, '
    BEGIN { printf "%-16s %8s %8s %10s\n", "method", "WAPE", "MASE", "MAE" }
    NF > 1 {
      for (i = 1; i <= NF; i++) { split($i, pair, ":"); value[pair[1]] = pair[2] }
      printf "%-16s %8s %8s %10s\n", value["model"], short(value["wape"]), short(value["mase"]), short(value["mae"])
    }
    function short(text) { return text == "null" ? "-" : sprintf("%.4f", text) }'
verdict=$(pick "$state" sentence sentence)
[ -z "$verdict" ] || printf '\n%s\n' "$verdict"

# 8. The forecast.
printf 'header = "Authorization: Bearer %s"\n' "$key" |
  curl -sS -K - --fail -o "$output" "$base$at/runs/$run/forecast?format=csv"
echo
echo "The forecast stands in $output."
