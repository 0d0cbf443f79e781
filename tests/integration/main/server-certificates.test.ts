import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { areAuthorities, fingerprintOf, judgeCertificate } from '../../../electron/main/judge-certificate'
import { watchServerCertificates } from '../../../electron/main/server-certificates'
import type { ServerCertificatePorts } from '../../../electron/main/server-certificates'
import type { RefusedCertificate } from '../../../shared/ipc/refused-certificate'
import { epochMs } from '../../../shared/lib/clock'
import type { ServerTrust } from '../../../shared/settings/server-trust'
import { authorityExtensions, openCertificateWorkshop } from '../../support/certificates'
import type { CertificateWorkshop, Signer } from '../../support/certificates'
import { createManualTime } from '../../support/manual-time'

let workshop: CertificateWorkshop
const host = 'pbx.example'
const names = `DNS:${host},IP:10.0.0.3`
const soon = () => epochMs(Date.now() + 60_000)
const none: ServerTrust = { fingerprints: [], authorities: '' }

const made = {} as Record<'authority' | 'other' | 'between' | 'server' | 'deep' | 'own' | 'forged' | 'client' | 'named', Signer>

beforeAll(() => {
  workshop = openCertificateWorkshop()
  made.authority = workshop.make('authority', { extensions: authorityExtensions })
  made.other = workshop.make('other', { extensions: authorityExtensions })
  made.between = workshop.make('between', { issuer: made.authority, extensions: authorityExtensions })
  made.server = workshop.make('server', { issuer: made.authority, names })
  made.deep = workshop.make('deep', { issuer: made.between, names })
  made.own = workshop.make('own', { names })
  made.forged = workshop.make('forged', { issuer: made.server, names })
  made.client = workshop.make('client', { issuer: made.authority, names, extensions: ['extendedKeyUsage=clientAuth'] })
  made.named = workshop.make(host, { issuer: made.authority })
})

afterAll(() => workshop.close())

const pin = ({ pem }: Signer): ServerTrust => ({ ...none, fingerprints: [fingerprintOf(pem) ?? ''] })
const by = (...authorities: readonly Signer[]): ServerTrust => ({ ...none, authorities: authorities.map(({ pem }) => pem).join('') })
const judge = (chain: readonly Signer[], trust: ServerTrust, name = host, now = soon()) => judgeCertificate(chain.map(({ pem }) => pem), name, trust, now)
const trusted = { kind: 'trusted' }
const refused = (reason: RefusedCertificate['reason']) => ({ kind: 'refused', reason })

describe('a certificate that no authority of the system vouches for', () => {
  it('is refused while nothing is said of it', () => {
    expect(judge([made.own], none)).toEqual(refused('unknown'))
    expect(judge([made.server, made.authority], none)).toEqual(refused('unknown'))
  })

  it('is trusted by its own fingerprint, and by no other', () => {
    expect(judge([made.own], pin(made.own))).toEqual(trusted)
    expect(judge([made.server], pin(made.server))).toEqual(trusted)
    expect(judge([made.own], pin(made.server))).toEqual(refused('not-the-pinned'))
    expect(judge([made.server, made.authority], pin(made.authority))).toEqual(refused('not-the-pinned'))
  })

  it('is trusted by the authority that has signed it, sent along or not, and by no other', () => {
    expect(judge([made.server], by(made.authority))).toEqual(trusted)
    expect(judge([made.server, made.authority], by(made.other, made.authority))).toEqual(trusted)
    expect(judge([made.server, made.authority], by(made.other))).toEqual(refused('not-the-pinned'))
    expect(judge([made.own], by(made.authority))).toEqual(refused('not-the-pinned'))
    expect(judge([made.server, made.other], by(made.other))).toEqual(refused('not-the-pinned'))
  })

  it('is trusted over an authority in between only where that one is sent or set', () => {
    expect(judge([made.deep, made.between], by(made.authority))).toEqual(trusted)
    expect(judge([made.deep], by(made.between))).toEqual(trusted)
    expect(judge([made.deep], by(made.authority))).toEqual(refused('not-the-pinned'))
  })

  it('is not trusted through somebody who may not sign', () => {
    expect(judge([made.forged, made.server], by(made.authority))).toEqual(refused('not-the-pinned'))
    expect(judge([made.forged, made.server, made.authority], by(made.authority))).toEqual(refused('not-the-pinned'))
  })

  it('is not trusted for another purpose', () => expect(judge([made.client], by(made.authority))).toEqual(refused('not-the-pinned')))

  it('has to be made for the host, by name or address; its common name counts for nothing', () => {
    expect(judge([made.server], by(made.authority), '10.0.0.3')).toEqual(trusted)
    expect(judge([made.server], by(made.authority), '10.0.0.4')).toEqual(refused('other-host'))
    expect(judge([made.own], pin(made.own), 'evil.example')).toEqual(refused('other-host'))
    expect(judge([made.named], by(made.authority))).toEqual(refused('other-host'))
  })

  it('has to be within its time, and so does its authority', () => {
    const days = (count: number) => epochMs(Date.now() + count * 86_400_000)
    expect(judge([made.own], pin(made.own), host, days(3))).toEqual(refused('out-of-date'))
    expect(judge([made.own], pin(made.own), host, days(-1))).toEqual(refused('out-of-date'))
    expect(judge([made.server], by(made.authority), host, days(3))).toEqual(refused('not-the-pinned'))
  })

  it.each([[[]], [['rubbish']], [['-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----']]])('that is none is unfit: %j', (chain) =>
    expect(judgeCertificate(chain, host, none, soon())).toEqual(refused('unfit')),
  )
})

describe('what may be imported as an authority', () => {
  it('is whoever may sign, and nobody else', () => {
    expect(areAuthorities(made.authority.pem + made.between.pem)).toBe(true)
    expect(areAuthorities(made.authority.pem + made.server.pem)).toBe(false)
    expect(areAuthorities('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----')).toBe(false)
  })
})

type CertificateError = (
  event: { preventDefault(): void }, contents: object, url: string, fault: string, certificate: object, answer: (isTrusted: boolean) => void,
) => void

/** As much of Electron's app as is asked of it; `connect` is Chromium that has found a fault with a certificate. */
function watched(change: Partial<ServerCertificatePorts> = {}) {
  const told: (RefusedCertificate | null)[] = []
  const phone = {}
  const timers = createManualTime()
  let found: CertificateError = () => undefined
  const certificates = watchServerCertificates(
    { on: (_name: string, listener: CertificateError) => void (found = listener) } as never,
    {
      clock: { now: soon }, timers, isPage: (contents) => contents === phone, serverUrls: () => ['ws://10.0.0.3/ws', `wss://${host}/ws`], trust: () => none,
      onRefused: (next) => told.push(next), ...change,
    },
  )
  /** Null: left to Chromium, which refuses. */
  function connect(chain: readonly Signer[], fault = 'AUTHORITY_INVALID', url = `wss://${host}/ws`, contents: object = phone): boolean | null {
    const [own, issuer] = chain.map(({ pem }) => ({ data: pem }))
    let isLeft = true
    let answer: boolean | null = null
    found({ preventDefault: () => (isLeft = false) }, contents, url, `net::ERR_CERT_${fault}`, { ...own, issuerCert: issuer }, (isTrusted) => (answer = isTrusted))
    return isLeft ? null : answer
  }
  return { certificates, connect, told, timers }
}

describe('the certificates of the servers of the line', () => {
  it('are let in by the settings only where nothing but a known authority is missing', () => {
    const { connect } = watched({ trust: () => pin(made.own) })
    expect(connect([made.own])).toBe(true)
    for (const fault of ['COMMON_NAME_INVALID', 'DATE_INVALID', 'REVOKED', 'INVALID', 'WEAK_KEY']) expect(connect([made.own], fault)).toBe(false)
    expect(connect([made.server])).toBe(false)
  })

  it.each([
    ['another host', 'wss://evil.example/ws'],
    ['another port', `wss://${host}:8443/ws`],
    ['another protocol', `https://${host}/ws`],
    ['a server of the line that is not asked for a certificate', 'wss://10.0.0.3/ws'],
  ])('are nobody else\'s: %s', (_who, url) => {
    const { connect, told } = watched({ trust: () => ({ ...pin(made.own), ...by(made.authority) }) })
    expect(connect([made.own], 'AUTHORITY_INVALID', url)).toBeNull()
    expect(told).toEqual([])
  })

  it('are nothing to another page than the phone', () => {
    expect(watched({ trust: () => pin(made.own) }).connect([made.own], 'AUTHORITY_INVALID', `wss://${host}/ws`, {})).toBeNull()
  })

  it('are told once when refused, and taken back when in order', () => {
    let trust = none
    const { certificates, connect, told } = watched({ trust: () => trust })
    expect([connect([made.server, made.authority]), connect([made.server])]).toEqual([false, false])
    const known = { host, fingerprint: fingerprintOf(made.server.pem), reason: 'unknown' }
    expect([told, certificates.refused()]).toEqual([[known], known])
    trust = by(made.authority)
    expect(connect([made.server])).toBe(true)
    expect([told.at(-1), certificates.refused()]).toEqual([null, null])
  })

  it('are told with Chromium\'s reason when that was the fault', () => {
    const { connect, told } = watched()
    for (const fault of ['COMMON_NAME_INVALID', 'DATE_INVALID', 'REVOKED']) connect([made.own], fault)
    expect(told.map((one) => one?.reason)).toEqual(['other-host', 'out-of-date', 'unfit'])
  })

  it('are in nobody\'s way any more once the settings have changed, or nobody was refused for a while', async () => {
    const { certificates, connect, told, timers } = watched()
    connect([made.own])
    await timers.advance(19_000)
    connect([made.own])
    await timers.advance(19_000)
    expect(told).toHaveLength(1)
    await timers.advance(2000)
    expect(told.at(-1)).toBeNull()
    connect([made.own])
    certificates.forget()
    expect(told.slice(2).map((one) => one?.reason ?? null)).toEqual(['unknown', null])
  })
})
