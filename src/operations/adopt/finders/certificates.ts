import { ListCertificatesCommand } from "@aws-sdk/client-acm";
import { finder, present } from "../finder";

/** Several certificates may be for one name: a person has to choose. Imported ones are not the stack's. */
export const certificate = finder(["domain_name"], async ({ domain_name }, { acm }) => {
  const { CertificateSummaryList } = await acm.send(
    new ListCertificatesCommand({ CertificateStatuses: ["ISSUED", "PENDING_VALIDATION"], MaxItems: most }),
  );
  const ours = present(CertificateSummaryList).filter(
    ({ DomainName, Type }) => DomainName === domain_name && Type === "AMAZON_ISSUED",
  );
  return ours.map(({ CertificateArn: arn = "" }) => ({ importId: arn, attributes: { id: arn, arn } }));
});

/** The most that one answer holds; an account has at most 2500 certificates, and few have a hundred. */
const most = 1000;
