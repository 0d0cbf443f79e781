import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Registration } from '../../../shared/calls/phone-line'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { RefusedCertificate } from '../../../shared/ipc/refused-certificate'

export type LineCertificateStore = StoreApi<{ readonly refused: RefusedCertificate | null }>

/** Follows what main says of the certificate that keeps the line from its PBX. */
export function followCertificate(lingxi: Pick<PageApi<'console'>, 'refusedCertificate' | 'on'>): LineCertificateStore {
  const store: LineCertificateStore = createStore(() => ({ refused: null as RefusedCertificate | null }))
  let hasHeard = false
  lingxi.on.certificateRefused((refused) => {
    hasHeard = true
    store.setState({ refused })
  })
  void lingxi.refusedCertificate().then((result) => {
    if (result.ok && !hasHeard) store.setState({ refused: result.value })
  })
  return store
}

/** The certificate that explains why the line is down; one that was refused explains nothing about a line that is there. */
export function certificateInTheWay(refused: RefusedCertificate | null, { state }: Registration): RefusedCertificate | null {
  return state === 'unreachable' || state === 'connecting' ? refused : null
}
