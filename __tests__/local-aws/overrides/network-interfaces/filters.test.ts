import type { NetworkInterface } from "@aws-sdk/client-ec2";
import * as fc from "fast-check";
import { passes, readFilters } from "../../../../src/local-aws/overrides/network-interfaces/filters";

const task: NetworkInterface = {
  NetworkInterfaceId: "eni-1",
  Description: "arn:aws:ecs:eu-west-1:123456789012:attachment/8d2f",
  InterfaceType: "interface",
  Status: "in-use",
  RequesterManaged: true,
  SubnetId: "subnet-1",
  VpcId: "vpc-1",
  AvailabilityZone: "eu-west-1a",
  Groups: [
    { GroupId: "sg-1", GroupName: "tasks" },
    { GroupId: "sg-2", GroupName: "clients of the database" },
  ],
  PrivateIpAddresses: [{ PrivateIpAddress: "10.0.2.9", Primary: true }],
  TagSet: [{ Key: "Team", Value: "shop" }],
};

test.each([
  ["group-id", "sg-2"],
  ["group-name", "tasks"],
  ["subnet-id", "subnet-1"],
  ["vpc-id", "vpc-1"],
  ["availability-zone", "eu-west-1?"],
  ["description", "arn:aws:ecs:*:attachment/*"],
  ["status", "in-use"],
  ["requester-managed", "true"],
  ["network-interface-id", "eni-1"],
  ["interface-type", "interface"],
  ["addresses.private-ip-address", "10.0.2.9"],
  ["tag:Team", "shop"],
  ["tag-key", "Team"],
])("an interface passes the filter %s with %s, and none with another value", (name, value) => {
  expect(passes(task, [{ name, values: ["other", value] }])).toBe(true);
  expect(passes(task, [{ name, values: ["other"] }])).toBe(false);
});

test("upper and lower case differ, and a missing fact passes no filter", () => {
  expect(passes(task, [{ name: "group-name", values: ["TASKS"] }])).toBe(false);
  expect(passes(task, [{ name: "attachment.instance-id", values: ["*"] }])).toBe(false);
});

test("a filter that EC2 does not have is refused", () => {
  expect(() => passes(task, [{ name: "colour", values: ["blue"] }])).toThrow("The filter 'colour' is invalid");
});

test("an interface passes several filters exactly if it passes each", () => {
  const filter = fc.constantFrom(
    { name: "group-id", values: ["sg-1"] },
    { name: "group-id", values: ["sg-3"] },
    { name: "vpc-id", values: ["vpc-*"] },
    { name: "status", values: ["available"] },
  );
  fc.assert(
    fc.property(fc.array(filter), (filters) => {
      expect(passes(task, filters)).toBe(filters.every((one) => passes(task, [one])));
    }),
  );
});

test("what a client sends as filters is what is read", () => {
  const filters = fc.array(fc.record({ name: fc.string(), values: fc.array(fc.string(), { minLength: 1 }) }));
  fc.assert(
    fc.property(filters, (sent) => {
      const given = new URLSearchParams({ Action: "DescribeNetworkInterfaces" });
      sent.forEach(({ name, values }, index) => {
        given.set(`Filter.${index + 1}.Name`, name);
        values.forEach((value, number) => {
          given.set(`Filter.${index + 1}.Value.${number + 1}`, value);
        });
      });
      expect(readFilters(given)).toEqual(sent);
    }),
  );
});
