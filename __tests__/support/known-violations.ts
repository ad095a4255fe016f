/**
 * Answers of the local AWS that break AWS's API models and stay as they are, each with the reason. A test makes every one of
 * them occur, so that none stays here once it is fixed.
 */
export const knownViolations: readonly { readonly violation: string; readonly reason: string }[] = [
  {
    violation: 'ec2 DescribeVpcEndpoints answer: VpcEndpoints[].State: "available" instead of a value of State',
    reason: "AWS answers the states of endpoints in lower case, and provider 5.100.0 waits for these words",
  },
];
