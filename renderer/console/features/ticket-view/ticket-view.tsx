import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { TicketCalls, type TicketCall } from './ticket-calls'
import classes from './ticket-view.module.css'

/** `masked`: how a value looks that is shown in full outside of the own call. */
export interface TicketFact {
  readonly name: string
  readonly value: string
  readonly masked?: string
}

/** An order as a list of named facts; the screen decides what is masked. */
export interface TicketFacts {
  readonly number: string
  readonly title: Pick<TicketFact, 'value' | 'masked'>
  readonly state: string
  readonly pending: boolean
  readonly groups: readonly { readonly title: string; readonly facts: readonly TicketFact[] }[]
  readonly calls: readonly TicketCall[]
}

/** `actions`: what can be done with the order, beside its title. */
export function TicketView({ ticket, actions }: { readonly ticket: TicketFacts; readonly actions: ReactNode }) {
  const { t } = useTranslation()
  return (
    <article className={classes.ticket}>
      <header className={classes.head}>
        <div>
          <h1 data-revealed={ticket.title.masked}>{ticket.title.value}</h1>
          <p className={classes.sub}>{ticket.number} · {ticket.state}{ticket.pending && ` · ${t('statusBar.outbox')}`}</p>
        </div>
        <div className={classes.actions}>{actions}</div>
      </header>
      {ticket.groups.filter((group) => group.facts.length > 0).map((group) => (
        <section key={group.title}>
          <h2>{group.title}</h2>
          <dl>
            {group.facts.map((fact) => <div key={fact.name}><dt>{fact.name}</dt><dd data-revealed={fact.masked}>{fact.value}</dd></div>)}
          </dl>
        </section>
      ))}
      {ticket.calls.length > 0 && (
        <section>
          <h2>{t('tickets.calls')}</h2>
          <TicketCalls calls={ticket.calls} />
        </section>
      )}
    </article>
  )
}
