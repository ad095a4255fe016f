#!/usr/bin/env bash
# script/push-image.sh <environment> <service> <repository> <context> <architecture>
# Builds the image of a service from a checked-out repository, and pushes it to the service's ECR repository with the commit as
# its tag, which it prints. A tag that was pushed before is taken as it is: it may be immutable, and is what was tested.
# Needs git, docker, node and the AWS CLI, with credentials that may push.
set -euo pipefail
if [[ $# -ne 5 ]]; then
  sed -n 2p "$0" | sed 's/^# /usage: /' >&2
  exit 2
fi
environment=$1 service=$2 source=$3 context=$4 architecture=$5

tag=$(git -C "$source" rev-parse HEAD)
contract=$(aws ssm get-parameter --name "/$environment/$service/release-contract" --query Parameter.Value --output text)
field() { node --print 'const [, name, json] = process.argv; JSON.parse(json)[name]' "$1" "$contract"; }
repository=$(field repositoryUrl)
wanted=$(aws ecs describe-task-definition --task-definition "$(field taskDefinitionArn)" \
  --query taskDefinition.runtimePlatform.cpuArchitecture --output text)
if [[ "$wanted" != "$architecture" ]]; then
  echo "Tasks of $service in $environment run on $wanted; the image would be for $architecture. Run this again with architecture $wanted." >&2
  exit 1
fi
found=$(aws ecr batch-get-image --repository-name "${repository#*/}" --image-ids "imageTag=$tag" --query 'length(images)')
if [[ "$found" != 0 ]]; then
  echo "$repository:$tag was pushed before: it is released as it is." >&2
else
  aws ecr get-login-password | docker login --username AWS --password-stdin "${repository%%/*}" >&2
  # One manifest instead of an index: what was scanned, marked and expires is then what runs.
  docker build --provenance=false --build-arg "VERSION=$tag" --tag "$repository:$tag" "$source/$context" >&2
  docker push "$repository:$tag" >&2
fi
echo "$tag"
