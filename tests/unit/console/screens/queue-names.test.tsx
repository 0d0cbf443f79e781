// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { startI18n } from '../../../../renderer/console/app/i18n'
import { bookInUse } from '../../../../shared/desk-book/book-in-use'
import { ringing } from '../../../support/fake-line'
import { morning } from '../../../support/drafts'
import { openColumns } from './columns.fixture'

const book = bookInUse([{ kind: 'queues', key: 'labour', value: { zh: '维权一线', en: 'Rights line', colour: '#123456' }, isActive: true }])

/** What the ring says of the queue by which this call has come. */
async function saidOf(queue: string, locale: 'zh-CN' | 'en'): Promise<string> {
  await startI18n(locale)
  const columns = await openColumns({ locale, book })
  const call = ringing('15400000012', morning)
  await columns.ring({ ...call, offer: { ...call.offer, queue } })
  const text = columns.text('ring-stage')
  await columns.close()
  return text
}

describe('the queue of a call that rings', () => {
  it('is called as the book of the hotline calls it, in the language of the seat', async () => {
    expect(await saidOf('labour', 'zh-CN')).toContain('维权一线 队列')
    expect(await saidOf('labour', 'en')).toContain('Rights line')
  })

  it('is called by its name at the PBX where the book has none', async () => {
    expect(await saidOf('night', 'zh-CN')).toContain('night 队列')
  })
})
