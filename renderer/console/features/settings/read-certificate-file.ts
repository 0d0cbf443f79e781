/** The first byte of a certificate in its binary form: a DER sequence (X.690, section 8.9). */
const derSequence = 0x30

/** A certificate file as PEM, whichever of the two usual forms it has; text that is no certificate stays as it is. */
export async function readCertificateFile(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (bytes[0] !== derSequence) return new TextDecoder().decode(bytes)
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  return ['-----BEGIN CERTIFICATE-----', ...(base64.match(/.{1,64}/g) ?? []), '-----END CERTIFICATE-----', ''].join('\n')
}
