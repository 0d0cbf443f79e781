import { createInstance } from 'i18next'
import { describe, expect, test } from 'vitest'
import { startI18n } from '../../../../renderer/console/app/i18n'

describe('words of the screen', () => {
  test('each language has its own, however often they were asked for before', async () => {
    const words = await startI18n('zh-CN', createInstance())
    const [chinese, english] = [words.getFixedT('zh-CN', 'translation'), words.getFixedT('en', 'translation')]
    for (const _ of [1, 2]) {
      expect(chinese('app.common.close')).toBe('关闭')
      expect(english('app.common.close')).toBe('Close')
    }
  })

  test('what is counted in is counted anew each time', async () => {
    const english = (await startI18n('en', createInstance())).getFixedT('en', 'translation')
    expect(english('outbox.records', { count: 2 })).toContain('2')
    expect(english('outbox.records', { count: 31 })).toContain('31')
  })

  test('a plain word is worked out once for all who ask in that language', async () => {
    const words = await startI18n('en', createInstance())
    const first = words.getFixedT('en', 'translation')
    first('app.common.close')
    words.addResource('en', 'translation', 'app.common.close', 'Shut')
    expect(words.getFixedT('en', 'translation')('app.common.close')).toBe('Close')
  })
})
