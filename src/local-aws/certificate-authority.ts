import { isIP } from "node:net";
import { generate, type GenerateResult, type SubjectAltNameEntry } from "selfsigned";

/** What a server needs to speak TLS, both in PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
}

const usual = { keyType: "ec", algorithm: "sha256" } as const;

/**
 * Issues the certificates of the local AWS, in the place of Amazon's own authority. It lives as long as the local AWS does,
 * and its key never leaves the process: who trusts it trusts nothing else for longer.
 */
export class CertificateAuthority {
  private constructor(private readonly own: GenerateResult) {}

  static async create(): Promise<CertificateAuthority> {
    const subject = [{ name: "commonName", value: "Local AWS" }];
    const extensions = [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, critical: true },
    ] as const;
    return new CertificateAuthority(await generate(subject, { ...usual, extensions: [...extensions] }));
  }

  /** What clients have to trust, in PEM. */
  get certificate(): string {
    return this.own.cert;
  }

  /** @param names host names, wildcards among them, and addresses that the certificate is for */
  async issue(names: readonly [string, ...string[]]): Promise<ServerCertificate> {
    const { private: key, cert } = await generate([{ name: "commonName", value: names[0] }], {
      ...usual,
      ca: { key: this.own.private, cert: this.own.cert },
      extensions: [
        { name: "extKeyUsage", serverAuth: true },
        { name: "subjectAltName", altNames: names.map(alternativeName) },
      ],
    });
    return { key, cert };
  }
}

/** The numbers are X.509's: 2 for host names, 7 for addresses. */
function alternativeName(name: string): SubjectAltNameEntry {
  return isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name };
}
