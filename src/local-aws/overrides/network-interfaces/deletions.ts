import { DescribeSecurityGroupsCommand } from "@aws-sdk/client-ec2";
import { AwsError, type Call } from "../../protocol/call";
import type { MotoClients } from "../../moto/moto-clients";
import { parameters } from "../../protocol/read-call";
import type { NetworkInterfaces } from "./network-interfaces";

/**
 * What EC2 refuses to delete while something depends on it (DependencyViolation), and moto deletes.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export class Deletions {
  constructor(
    private readonly clients: Pick<MotoClients, "ec2">,
    private readonly interfaces: NetworkInterfaces,
  ) {}

  /**
   * A group stays while a network interface carries it, or a rule of another group names it. Rules of its own do not count.
   * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html
   */
  async checkSecurityGroup(call: Call): Promise<void> {
    const id = parameters(call.path, call.body).get("GroupId");
    if (id === null) return;
    const carried = (await this.interfaces.in(call.region)).some(({ Groups = [] }) =>
      Groups.some(({ GroupId }) => GroupId === id),
    );
    if (carried || (await this.isNamedByOther(call.region, id))) {
      throw new AwsError("DependencyViolation", `resource ${id} has a dependent object`);
    }
  }

  /**
   * A subnet stays while a network interface is in it.
   * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-deleting.html
   */
  async checkSubnet(call: Call): Promise<void> {
    const id = parameters(call.path, call.body).get("SubnetId");
    const inUse = (await this.interfaces.in(call.region)).some(({ SubnetId }) => SubnetId === id);
    if (inUse) {
      throw new AwsError("DependencyViolation", `The subnet '${id ?? ""}' has dependencies and cannot be deleted.`);
    }
  }

  private async isNamedByOther(region: string, id: string): Promise<boolean> {
    const { SecurityGroups = [] } = await this.clients.ec2(region).send(new DescribeSecurityGroupsCommand({}));
    return SecurityGroups.some(({ GroupId, IpPermissions = [], IpPermissionsEgress = [] }) => {
      const peers = [...IpPermissions, ...IpPermissionsEgress].flatMap(({ UserIdGroupPairs = [] }) => UserIdGroupPairs);
      return GroupId !== id && peers.some((peer) => peer.GroupId === id);
    });
  }
}
