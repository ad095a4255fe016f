import { Construct } from "constructs";
import { AcmCertificate, AcmCertificateValidation, Route53Record } from "../../aws";

export interface IssuedCertificateProps {
  /** The one name that it is for. */
  readonly domainName: string;
  /** The public hosted zone that answers for this name. */
  readonly zoneId: string;
}

/** Seconds that resolvers may keep the record: it never changes. */
const validationTtl = 300;

/**
 * A certificate of AWS's that renews itself as long as its record is in the zone. Free of charge. AWS issues it within
 * minutes of seeing the record; a zone that the name's parent does not delegate to makes an apply wait for 75 minutes.
 * Another name replaces it: the new one is issued and taken before the old one goes.
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export class IssuedCertificate extends Construct {
  /** Of the certificate once it is issued: before that a listener refuses it. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: IssuedCertificateProps) {
    super(scope, id);
    const certificate = new AcmCertificate(this, "Resource", {
      domainName: props.domainName,
      validationMethod: "DNS",
      tags: { Name: props.domainName },
      lifecycle: { createBeforeDestroy: true },
    });
    // One name, one proof.
    const proof = certificate.domainValidationOptions.get(0);
    const record = new Route53Record(this, "proof", {
      zoneId: props.zoneId,
      name: proof.resourceRecordName,
      type: proof.resourceRecordType,
      records: [proof.resourceRecordValue],
      ttl: validationTtl,
      // ACM asks for the same record for every certificate that an account has for a name, so it may be there already.
      allowOverwrite: true,
    });
    this.arn = new AcmCertificateValidation(this, "issued", {
      certificateArn: certificate.arn,
      validationRecordFqdns: [record.fqdn],
    }).certificateArn;
  }
}
