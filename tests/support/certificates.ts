import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Somebody who signs certificates; `null` as its own issuer signs itself. */
export interface Signer {
  readonly name: string
  readonly pem: string
}

/** Somebody who can also speak with it. */
export interface CertificateHolder extends Signer {
  readonly key: string
}

export interface CertificateWorkshop {
  /** A certificate for those names (`DNS:pbx.example`, `IP:10.0.0.1`), valid for two days from now; self-signed without an issuer. */
  make(name: string, options: { readonly issuer?: Signer; readonly names?: string; readonly extensions?: readonly string[] }): CertificateHolder
  close(): void
}

/** X.509 extensions of whoever may sign others. */
export const authorityExtensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign']

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

/** Makes certificates with openssl, in a folder that goes with it. */
export function openCertificateWorkshop(): CertificateWorkshop {
  const folder = mkdtempSync(path.join(tmpdir(), 'certificates-'))
  const file = (name: string, kind: string) => path.join(folder, `${name}.${kind}`)
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'pipe' })

  return {
    make(name, { issuer, names, extensions = [] }) {
      const all = [...(names === undefined ? [] : [`subjectAltName=${names}`]), ...extensions]
      openssl('req', ...newKey, '-subj', `/CN=${name}`, '-keyout', file(name, 'key'), '-out', file(name, 'csr'))
      writeFileSync(file(name, 'ext'), `${all.join('\n')}\n`)
      const signing =
        issuer === undefined
          ? ['-signkey', file(name, 'key')]
          : ['-CA', file(issuer.name, 'pem'), '-CAkey', file(issuer.name, 'key'), '-CAcreateserial']
      openssl('x509', '-req', '-in', file(name, 'csr'), ...signing, '-days', '2', '-extfile', file(name, 'ext'), '-out', file(name, 'pem'))
      return { name, pem: readFileSync(file(name, 'pem'), 'utf8'), key: readFileSync(file(name, 'key'), 'utf8') }
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
