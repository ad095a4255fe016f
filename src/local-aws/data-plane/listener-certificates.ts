import { type ACMClient, DescribeCertificateCommand } from "@aws-sdk/client-acm";
import type { CertificateAuthority, ServerCertificate } from "../certificate-authority";

/** How the ports that stand for listeners are called on this machine. */
const LOOPBACK_NAMES = ["127.0.0.1", "localhost"] as const;

export interface ListenerCertificatesOptions {
  /** Clients that speak to moto by region. */
  readonly certificates: (region: string) => ACMClient;
  readonly authority: CertificateAuthority;
}

/**
 * The certificates with which listeners answer: for the names of the one in ACM that the listener has, whose key nobody
 * gets, and for this machine's own. A client that verifies is so refused under any other name, as on AWS.
 */
export class ListenerCertificates {
  constructor(private readonly options: ListenerCertificatesOptions) {}

  /** @param arn of the listener's certificate in ACM */
  async for(arn: string): Promise<ServerCertificate> {
    return this.options.authority.issue([...LOOPBACK_NAMES, ...(await this.namesOf(arn))]);
  }

  private async namesOf(CertificateArn: string): Promise<readonly string[]> {
    const [, , service, region = ""] = CertificateArn.split(":");
    // A certificate that was uploaded to IAM: its names stand in the certificate alone.
    if (service === "iam") return [];
    const client = this.options.certificates(region);
    const { Certificate } = await client.send(new DescribeCertificateCommand({ CertificateArn }));
    return [...new Set([Certificate?.DomainName ?? [], Certificate?.SubjectAlternativeNames ?? []].flat())];
  }
}
