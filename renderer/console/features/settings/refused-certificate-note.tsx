import { useTranslation } from 'react-i18next'
import type { RefusedCertificate } from '../../../../shared/ipc/refused-certificate'
import classes from './settings-form.module.css'

/** Why a server of the PBX was not let in, and how it can be trusted by whoever knows that it is the right one. */
export function RefusedCertificateNote({ refused, take }: { readonly refused: RefusedCertificate; take(fingerprint: string): void }) {
  const { t } = useTranslation()
  const { host, fingerprint, reason } = refused
  const canBeTrusted = reason === 'unknown' || reason === 'not-the-pinned'
  return (
    <div role="alert" className={classes.refused} data-testid="refused-certificate">
      <b>{t('settings.sip.certificate.title', { host })}</b>
      <p>{t(`settings.sip.certificate.reason.${reason}`)}</p>
      <p className={classes.fingerprint}>SHA-256 {fingerprint}</p>
      {canBeTrusted && <p>{t('settings.sip.certificate.how')}</p>}
      {canBeTrusted && (
        <div className={classes.buttons}>
          <button type="button" onClick={() => take(fingerprint)}>{t('settings.sip.certificate.take')}</button>
        </div>
      )}
    </div>
  )
}
