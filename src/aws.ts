/**
 * The one door to the AWS provider bindings: no other file names their package. Each line loads one resource's file;
 * the package's index would load all of them, which costs seconds on every synth.
 */
export { AwsProvider } from "@cdktf/provider-aws/lib/provider";

export { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
export { DataAwsEcsTaskDefinition } from "@cdktf/provider-aws/lib/data-aws-ecs-task-definition";
export { DataAwsNetworkInterfaces } from "@cdktf/provider-aws/lib/data-aws-network-interfaces";
export { DataAwsSecurityGroups } from "@cdktf/provider-aws/lib/data-aws-security-groups";
export { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets";

export { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
export { Eip } from "@cdktf/provider-aws/lib/eip";
export { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
export { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
export { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
export { Route } from "@cdktf/provider-aws/lib/route";
export { RouteTable } from "@cdktf/provider-aws/lib/route-table";
export { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
export { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
export { Subnet } from "@cdktf/provider-aws/lib/subnet";
export { Vpc } from "@cdktf/provider-aws/lib/vpc";
export { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
export { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
export {
  VpcSecurityGroupIngressRule,
  type VpcSecurityGroupIngressRuleConfig,
} from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";

export { Lb } from "@cdktf/provider-aws/lib/lb";
export { LbListener, type LbListenerDefaultAction } from "@cdktf/provider-aws/lib/lb-listener";
export { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
export { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";

export { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
export { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
export { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
export { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
export { Wafv2WebAcl, type Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
export { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
export { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";

export { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
export { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
export { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
export { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
export { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
export { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
export { IamRole } from "@cdktf/provider-aws/lib/iam-role";
export { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
export { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
export { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
export { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";

export { EcsCapacityProvider } from "@cdktf/provider-aws/lib/ecs-capacity-provider";
export { EcsCluster, type EcsClusterConfig } from "@cdktf/provider-aws/lib/ecs-cluster";
export { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
export { EcsService, type EcsServiceConfig } from "@cdktf/provider-aws/lib/ecs-service";
export { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";

export { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
export { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
export { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";

export { CodedeployApp } from "@cdktf/provider-aws/lib/codedeploy-app";
export { CodedeployDeploymentConfig } from "@cdktf/provider-aws/lib/codedeploy-deployment-config";
export { CodedeployDeploymentGroup } from "@cdktf/provider-aws/lib/codedeploy-deployment-group";

export { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
export { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
export { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
export { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
export { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
export { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
export { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
export { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";

export { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
export { KmsKey } from "@cdktf/provider-aws/lib/kms-key";

export { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
export { AppautoscalingScheduledAction } from "@cdktf/provider-aws/lib/appautoscaling-scheduled-action";
export { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
export { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
export { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
export { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
export { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
export { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
