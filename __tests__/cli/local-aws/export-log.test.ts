import { exportLog } from "../../../src/cli/local-aws/export-log";

const outputs = {
  LoadBalancerArn: "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:loadbalancer/app/ContainerHandsOn/1",
  AccountID: "123456789012",
  VpcId: "vpc-1",
  SubnetId1aPublic: "subnet-1",
  SubnetId1cPublic: "subnet-2",
  SubnetId1aPrivate: "subnet-3",
  SubnetId1cPrivate: "subnet-4",
  InternetGatewayId: "igw-1",
  RouteTableIdPublic: "rtb-1",
  RouteTableIdPrivate: "rtb-2",
  PublicSecurityGroupsId: "sg-1",
  PrivateSecurityGroupsId: "sg-2",
  LoadBalancersDnsName: "ContainerHandsOn-1.ap-northeast-1.elb.amazonaws.com",
  TargetGroupArn: "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:targetgroup/ContainerHandsOn/1",
  RevisionNo: 3,
  RepositoryUrl: "not exported",
};

test("exports the sixteen values in the hands-on's order, the workstation empty, the revision as ECS says", () => {
  expect(exportLog(outputs, 7)).toBe(`export AccountID="123456789012"
export VpcId="vpc-1"
export SubnetId1aPublic="subnet-1"
export SubnetId1cPublic="subnet-2"
export SubnetId1aPrivate="subnet-3"
export SubnetId1cPrivate="subnet-4"
export InternetGatewayId="igw-1"
export RouteTableIdPublic="rtb-1"
export RouteTableIdPrivate="rtb-2"
export PublicSecurityGroupsId="sg-1"
export PrivateSecurityGroupsId="sg-2"
export InstanceId=""
export LoadBalancersDnsName="ContainerHandsOn-1.ap-northeast-1.elb.amazonaws.com"
export LoadBalancerArn="arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:loadbalancer/app/ContainerHandsOn/1"
export TargetGroupArn="arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:targetgroup/ContainerHandsOn/1"
export RevisionNo="7"
`);
});

test("names the output that a stack does not have", () => {
  const others = { ...outputs, VpcId: undefined };
  expect(() => exportLog(others, 1)).toThrow('export.log: the stack has no output "VpcId". Deploy it again: npm start');
});

test.each(['vpc-1"; rm -rf ~; "', "$(id)", "`id`", "a\nb"])("does not export what a shell would run: %j", (value) => {
  expect(() => exportLog({ ...outputs, VpcId: value }, 1)).toThrow(
    `export.log: VpcId is ${JSON.stringify(value)}; only letters, digits and . : / - _ can be exported.`,
  );
});
