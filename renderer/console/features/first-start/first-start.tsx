import { useTranslation } from 'react-i18next'
import { Kbd } from '../../../ui/kbd'
import { Logo } from '../../../ui/logo'
import classes from './first-start.module.css'

/** The first thing an installed console shows: three ways to begin, none of them final. */
export function FirstStart({ choose, connect, busy }: { choose(mode: 'practice' | 'desk-here'): void; connect(): void; readonly busy: boolean }) {
  const { t } = useTranslation()
  const points = (key: string) => (t(key, { returnObjects: true }) as unknown as readonly string[]).map((point) => <li key={point}>{point}</li>)
  return (
    <main className={classes.page}>
      <div className={classes.inner}>
        <span className={classes.logo}><Logo size={56} /></span>
        <h1>{t('firstStart.title')}</h1>
        <p className={classes.lead}>{t('firstStart.note')}</p>
        <div className={classes.ways}>
          <section>
            <h2>{t('firstStart.practice.title')}</h2>
            <p>{t('firstStart.practice.note')}</p>
            <ul>{points('firstStart.practice.points')}</ul>
            <button type="button" className={classes.primary} autoFocus disabled={busy} onClick={() => choose('practice')}>
              {t('firstStart.practice.begin')} <Kbd keys="Enter" tone="on-accent" />
            </button>
          </section>
          <section>
            <h2>{t('firstStart.deskHere.title')}</h2>
            <p>{t('firstStart.deskHere.note')}</p>
            <ul>{points('firstStart.deskHere.points')}</ul>
            <button type="button" className={classes.secondary} disabled={busy} onClick={() => choose('desk-here')}>{t('firstStart.deskHere.begin')}</button>
          </section>
          <section>
            <h2>{t('firstStart.deskShared.title')}</h2>
            <p>{t('firstStart.deskShared.note')}</p>
            <ul>{points('firstStart.deskShared.points')}</ul>
            <button type="button" className={classes.secondary} disabled={busy} onClick={connect}>{t('firstStart.deskShared.begin')}</button>
          </section>
        </div>
      </div>
    </main>
  )
}
