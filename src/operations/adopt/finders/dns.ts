import {
  type HostedZone,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
  type RRType,
} from "@aws-sdk/client-route-53";
import { finder, ids, present } from "../finder";

/** In the public zone that is closest to the name; the stack asks Terraform for the zone's id, which nobody else knows. */
export const record = finder(["name", "type"], async ({ name, type }, { route53 }) => {
  const { HostedZones } = await route53.send(new ListHostedZonesCommand({}));
  const zone = closest(present(HostedZones), `${name}.`);
  if (zone?.Id === undefined) return [];
  const zoneId = zone.Id.replace("/hostedzone/", "");
  // Records are listed from this one on, whether it is there or not.
  const { ResourceRecordSets } = await route53.send(
    new ListResourceRecordSetsCommand({
      HostedZoneId: zoneId,
      StartRecordName: name,
      StartRecordType: type as RRType,
      MaxItems: 1,
    }),
  );
  const there = present(ResourceRecordSets).some((found) => found.Name === `${name}.` && found.Type === type);
  return there ? ids([`${zoneId}_${name}_${type}`]) : [];
});

function closest(zones: readonly HostedZone[], name: string): HostedZone | undefined {
  const length = ({ Name = "" }: HostedZone) => Name.length;
  return zones
    .filter(({ Name = "", Config }) => Config?.PrivateZone !== true && (name === Name || name.endsWith(`.${Name}`)))
    .sort((one, other) => length(other) - length(one))[0];
}
