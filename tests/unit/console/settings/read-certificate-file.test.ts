import { describe, expect, it } from 'vitest'
import { readCertificateFile } from '../../../../renderer/console/features/settings/read-certificate-file'
import { authorityProblem, certificatesIn } from '../../../../shared/settings/server-trust'

const der = new Uint8Array([0x30, 0x82, ...Array.from({ length: 300 }, (_, at) => at % 256)])

describe('a certificate file', () => {
  it('in its binary form becomes text that can be kept', async () => {
    const pem = await readCertificateFile(new Blob([der]))
    expect(authorityProblem(pem)).toBeNull()
    const base64 = certificatesIn(pem)[0]?.replace(/-----[^-]+-----|\s/g, '') ?? ''
    expect(new Uint8Array(Buffer.from(base64, 'base64'))).toEqual(der)
  })

  it('in its text form stays as it is', async () => {
    const pem = 'subject=CN = 自建\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
    expect(await readCertificateFile(new Blob([pem]))).toBe(pem)
  })

  it('that is none is read all the same, for the field to say so', async () => {
    expect(authorityProblem(await readCertificateFile(new Blob(['a letter'])))).toBe('pem')
    expect(authorityProblem(await readCertificateFile(new Blob([])))).toBeNull()
  })
})
