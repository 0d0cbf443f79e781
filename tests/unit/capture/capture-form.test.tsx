// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { emptyDraft, openForm, type SeatOfForm } from './seat-of-form'

let form: SeatOfForm | null = null
const open = async (...start: Parameters<typeof openForm>) => (form = await openForm(...start))

afterEach(async () => {
  await form?.close()
  form = null
})

describe('the buttons, by key', () => {
  it('state that there is no risk and take it back, and say why not beside a tag', async () => {
    const seat = await open({ values: { request_type: 'TS', category: 'WAGE-02' } })
    const press = () => seat.run(() => seat.handle.current?.press('no-risk'))
    await press()
    expect(seat.draft().noRisk).toBe(true)
    await press()
    expect(seat.draft().noRisk).toBe(false)
    await form?.close()
    const tagged = await open({ values: { request_type: 'TS', category: 'WAGE-02' }, risks: [{ code: 'GROUP', severity: 'ORANGE', confirmedAt: 1, source: 'agent' }] })
    await tagged.run(() => tagged.handle.current?.press('no-risk'))
    expect(tagged.draft().noRisk).toBe(false)
    expect(tagged.root.querySelector('[role=alert]')?.textContent).toContain('不能再勾“无风险”')
  })

  it('open the risk tags with the focus on the first of them', async () => {
    const seat = await open({ values: { request_type: 'TS', category: 'WAGE-02' } })
    await seat.run(() => seat.handle.current?.press('add-risk'))
    await seat.pause()
    expect(document.activeElement?.closest('[role=grid]')?.getAttribute('aria-label')).toBe('加风险标签')
    await seat.run(() => (document.activeElement as HTMLElement).click())
    expect(seat.draft().risks).toHaveLength(1)
  })

  it('unfold the other fields and lead into the first of them', async () => {
    const seat = await open({ values: { request_type: 'TS', category: 'WAGE-02' } })
    await seat.type('秦', 'caller_name')
    await seat.run(() => seat.handle.current?.press('more-fields'))
    const group = document.activeElement?.closest('[role=group]')?.getAttribute('aria-label')
    expect(group).toBe('来电人')
    await seat.run(() => seat.handle.current?.press('more-fields'))
    expect(seat.root.querySelector('[role=group][aria-label="用人单位"]')).toBeNull()
  })

  it('tick 保密, except where the rules force it', async () => {
    const seat = await open({ values: { request_type: 'TS', category: 'WAGE-02' } })
    const press = () => seat.run(() => seat.handle.current?.press('confidential'))
    await press()
    expect(seat.draft().values.confidential).toBe(true)
    await press()
    expect(seat.draft().values.confidential).toBeUndefined()
    await form?.close()
    const report = await open({ values: { request_type: 'JB', category: 'WAGE-02', confidential: true } })
    await report.run(() => report.handle.current?.press('confidential'))
    expect(report.draft().values.confidential).toBe(true)
  })
})

describe('choosing a category', () => {
  it('takes the first hit of initials with Enter, brings its type, and leads to the first empty field', async () => {
    const seat = await open()
    await seat.type('gdqx', 'category')
    await seat.key('Enter')
    expect(seat.draft().values).toMatchObject({ category: 'WAGE-02', request_type: 'TS' })
    expect(seat.focused()).toBe('caller_name')
  })

  it('takes the one at a place with its digit, where the digit finds nothing else', async () => {
    const seat = await open()
    await seat.type('gdqx', 'category')
    await seat.key('2')
    expect(seat.draft().values.category).toBe('WAGE-01')
  })

  it('leaves a digit to the code that is being typed', async () => {
    const seat = await open()
    await seat.type('wage-0', 'category')
    await seat.key('2')
    expect(seat.draft().values.category).toBeUndefined()
  })

  it('moves with the arrows and gives up with Esc', async () => {
    const seat = await open()
    await seat.type('gdqx', 'category')
    await seat.key('ArrowDown')
    await seat.key('Enter')
    expect(seat.draft().values.category).toBe('WAGE-01')
    await seat.type('gs', 'category')
    await seat.key('Escape')
    await seat.key('Enter')
    expect(seat.draft().values.category).toBe('WAGE-01')
  })

  it('says how often one was used today, which is not how lately', async () => {
    const seat = await open({}, [{ code: 'WAGE-02', times: 12 }])
    await seat.type('gdqx', 'category')
    const lines = [...seat.root.ownerDocument.querySelectorAll('[role=option]')].map((option) => option.textContent ?? '')
    expect(lines.find((line) => line.includes('WAGE-01'))).toContain('今天已用 2 次')
    expect(lines.find((line) => line.includes('WAGE-02'))).not.toContain('今天已用')
  })

  it('leads an inquiry straight to the narrative', async () => {
    const seat = await open()
    await seat.type('gwjt', 'category')
    await seat.key('Enter')
    expect(seat.draft().values).toMatchObject({ category: 'WAGE-09', request_type: 'ZX' })
    expect(seat.focused()).toBe('description')
  })
})

describe('the list of categories', () => {
  const choices = () => [...document.querySelectorAll('[role=option]')].map((option) => option.textContent)
  const usedToday = [{ code: 'WAGE-01', times: 2 }]

  it('covers nothing when a call begins, though the category has the focus', async () => {
    const seat = await open({}, usedToday)
    await seat.run(() => seat.handle.current?.begin())
    expect(seat.focused()).toBe('category')
    expect(choices()).toEqual([])
  })

  it('opens for a word and for arrow down', async () => {
    const seat = await open({}, usedToday)
    await seat.run(() => seat.handle.current?.begin())
    await seat.key('ArrowDown')
    expect(choices()).toHaveLength(1)
    await seat.key('Escape')
    expect(choices()).toEqual([])
    await seat.type('gdqx')
    expect(choices()[0]).toContain('工程建设领域欠薪')
  })

  it('opens with what was used today when its key asks for it, also where the focus is there already', async () => {
    const seat = await open({}, usedToday)
    await seat.run(() => seat.handle.current?.begin())
    await seat.run(() => seat.handle.current?.focus('category'))
    expect(choices()).toHaveLength(1)
    await seat.key('1')
    expect(seat.draft().values.category).toBe('WAGE-01')
    expect(choices()).toEqual([])
  })
})

describe('the unit complained about', () => {
  const about = { values: { request_type: 'TS', category: 'UNION-04', work_district: '500103', anonymous: true } }

  it('is chosen by keys alone: a digit takes one of the place of work, and leads on', async () => {
    const seat = await open(about)
    await seat.run(() => seat.input('complained').focus())
    await seat.key('3')
    expect(seat.draft().values.complained).toBe('QXGH@500103')
    expect(seat.focused()).toBe('employer_name')
  })

  it('is found by initials, and taken with Enter', async () => {
    const seat = await open(about)
    await seat.type('spb zgh', 'complained')
    await seat.key('Enter')
    expect(seat.draft().values.complained).toBe('QXGH@500106')
  })

  it('is taken back with Backspace in front', async () => {
    const seat = await open({ values: { ...about.values, complained: 'QXGH@500103' } })
    await seat.run(() => seat.input('complained').focus())
    await seat.key('Backspace')
    expect(seat.draft().values.complained).toBeUndefined()
  })

  it('is not taken from words that were never chosen, and the form says so', async () => {
    const seat = await open(about)
    await seat.type('渝北', 'complained')
    await seat.run(() => seat.input('employer_name').focus())
    expect(seat.draft().values.complained).toBeUndefined()
    expect(seat.root.textContent).toContain('还没选定是哪个单位')
  })
})

describe.each(['isComposing', '229'] as const)('while an input method composes (%s)', (as) => {
  it('no Enter, space, digit or Tab chooses a category', async () => {
    const seat = await open()
    await seat.type('gdqx', 'category')
    for (const key of ['Enter', ' ', '1', '2', 'Tab', 'ArrowDown', 'Escape']) await seat.composingKey(key, as)
    expect(seat.draft().values.category).toBeUndefined()
    expect(seat.input('category').value).toBe('gdqx')
    expect(seat.focused()).toBe('category')
  })

  it('no Enter leads on, and no digit answers why a RED suggestion is refused', async () => {
    const seat = await open({ values: { description: '我站在楼顶上，不想活了' } })
    await seat.type('秦', 'caller_name')
    await seat.composingKey('Enter', as)
    expect(seat.focused()).toBe('caller_name')
    await seat.run(() => seat.handle.current?.answerSuggestion('no'))
    await seat.composingKey('1', as)
    expect(seat.draft().answeredSuggestions).toEqual([])
  })

  it('no digit closes a call without content', async () => {
    const seat = await open({ values: { request_type: 'WX' } })
    await seat.run(() => seat.handle.current?.focus('request-type'))
    await seat.key('Enter')
    await seat.composingKey('1', as)
    expect(seat.asked).toEqual([])
    await seat.key('1')
    expect(seat.asked).toEqual(['silent'])
  })
})

describe('compositions', () => {
  it('hand over the finished words only, and lose none', async () => {
    const seat = await open()
    const words = ['欠薪', '十人', '工地', '老板', '跑了']
    await seat.run(() => seat.input('description').focus())
    for (let round = 0; round < 100; round += 1) {
      await seat.compose(['q', 'qi', 'qian', 'qian x'], words[round % words.length] ?? '')
      await seat.composingKey([' ', 'Enter', '1'][round % 3] ?? ' ', round % 2 === 0 ? 'isComposing' : '229')
    }
    await seat.run(() => seat.handle.current?.flush())
    expect(seat.draft().values.description).toBe(Array.from({ length: 100 }, (_, round) => words[round % words.length]).join(''))
    expect(seat.draft().risks).toEqual([])
    expect(seat.asked).toEqual([])
  })

  it('are told of from the first letter until they are handed over, in whatever field', async () => {
    const seat = await open({ values: { request_type: 'TS', category: 'WAGE-02' } })
    for (const slot of ['description', 'employer_name', 'team_leader', 'work_place']) {
      await seat.run(() => {
        seat.input(slot).focus()
        seat.input(slot).dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
      })
      await seat.type('zh')
      await seat.type('zhang')
      expect(seat.held.splice(0), slot).toEqual([true])
      await seat.run(() => seat.input(slot).dispatchEvent(new CompositionEvent('compositionend', { bubbles: true })))
      expect(seat.held.splice(0), slot).toEqual([])
      await seat.pause()
      expect(seat.held.splice(0), slot).toEqual([false])
    }
  })

  it('never hand over half a syllable', async () => {
    const seat = await open()
    await seat.run(() => {
      seat.input('description').focus()
      seat.input('description').dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
    })
    await seat.type('qian')
    await seat.pause()
    expect(seat.draft().values.description).toBeUndefined()
  })
})

describe('typing values', () => {
  const pay = { values: { request_type: 'TS', category: 'WAGE-02' } }

  it('reads a sum as it is said, with what it is the sum of', async () => {
    const seat = await open(pay)
    await seat.type('合计40万', 'amount_owed_fen')
    expect(seat.draft().values).toMatchObject({ amount_owed_fen: 40_000_000, amount_scope: 'total' })
    await seat.type('10', 'workers_count')
    expect(seat.root.querySelector('[data-testid=amount-in-words]')?.textContent).toBe('四十万元整 · 人均约 40,000 元')
    await seat.run(() => seat.input('description').focus())
    expect(seat.input('amount_owed_fen').value).toBe('400,000.00 元')
    expect(seat.input('workers_count').value).toBe('10 人')
  })

  it('keeps what it cannot read, says so, and records nothing', async () => {
    const seat = await open(pay)
    await seat.type('十几万', 'amount_owed_fen')
    await seat.run(() => seat.input('description').focus())
    expect(seat.draft().values.amount_owed_fen).toBeUndefined()
    expect(seat.input('amount_owed_fen').value).toBe('十几万')
    expect(seat.root.textContent).toContain('看不懂金额')
  })

  it('takes 不清楚 for an answer', async () => {
    const seat = await open(pay)
    await seat.type('不清楚', 'amount_owed_fen')
    await seat.type('不清楚', 'owed_period')
    expect(seat.draft().values).toMatchObject({ amount_unknown: true, owed_from: 'unclear', owed_to: 'unclear' })
  })

  it('parts a place of work into district, street and address', async () => {
    const seat = await open(pay)
    await seat.type('njm 示例路12号', 'work_place')
    await seat.key('Enter')
    expect(seat.draft().values).toMatchObject({ work_district: '500103', work_street: '500103008', work_address: '示例路12号' })
    expect(seat.focused()).toBe('description')
  })

  it('has an address in the draft while it is still being typed', async () => {
    const seat = await open({ values: { ...pay.values, work_district: '500103', work_street: '500103008' } })
    await seat.type('示例路12号 ', 'work_place')
    await seat.pause()
    expect(seat.draft().values.work_address).toBe('示例路12号 ')
    expect(seat.input('work_place').value).toBe('示例路12号 ')
    await seat.key('Enter')
    expect(seat.draft().values.work_address).toBe('示例路12号')
  })

  it('takes the place that the open list points at when a key submits', async () => {
    const seat = await open(pay)
    await seat.type('njm', 'work_place')
    await seat.run(() => seat.handle.current?.flush())
    expect(seat.draft().values.work_street).toBe('500103008')
  })

  it('gives street, then district back with Backspace in front', async () => {
    const seat = await open({ values: { ...pay.values, work_district: '500103', work_street: '500103008' } })
    await seat.run(() => seat.input('work_place').focus())
    await seat.key('Backspace')
    expect(seat.draft().values).toMatchObject({ work_district: '500103' })
    expect(seat.draft().values.work_street).toBeUndefined()
    await seat.key('Backspace')
    expect(seat.draft().values.work_district).toBeUndefined()
  })

  it('takes several names at once into the table of participants', async () => {
    const seat = await open({ values: { ...pay.values, workers_count: 10 } })
    await seat.run(() => seat.root.querySelector<HTMLButtonElement>('[data-slot=workers_count] button')?.click())
    await seat.type('秦木根、段满仓 毛世清')
    await seat.key('Enter')
    expect(seat.draft().values.participants?.map(({ name }) => name)).toEqual(['秦木根', '段满仓', '毛世清'])
  })

  it('offers employers and never fills one in', async () => {
    const seat = await open(pay)
    await seat.type('江岸', 'employer_name')
    expect(document.querySelector('[role=option]')?.textContent).toBe('重庆示例江岸装饰工程有限公司')
    await seat.key('Enter')
    expect(seat.draft().values.employer_name).toBe('江岸')
  })
})

describe('answering suggestions', () => {
  const red = { values: { description: '我站在楼顶上，不想活了' } }

  it('asks one more key before no to RED, and gives the focus back', async () => {
    const seat = await open(red)
    await seat.run(() => seat.input('description').focus())
    await seat.run(() => seat.handle.current?.answerSuggestion('no'))
    expect(seat.draft().answeredSuggestions).toEqual([])
    await seat.key('2')
    expect(seat.draft().answeredSuggestions).toMatchObject([{ code: 'EXTREME', level: 'RED', answer: 'refused', reason: 'AT_WORK' }])
    expect(seat.focused()).toBe('description')
  })

  it('confirms with yes, and shows what the colour makes compulsory', async () => {
    const seat = await open(red)
    expect(seat.draft().risks).toEqual([])
    await seat.run(() => seat.handle.current?.answerSuggestion('yes'))
    expect(seat.draft().risks).toMatchObject([{ code: 'EXTREME', severity: 'RED', source: 'suggestion' }])
    expect(seat.root.querySelector('[data-action=RED_HELP]')).not.toBeNull()
    await seat.run(() => seat.handle.current?.nextAction())
    expect(Object.keys(seat.draft().actionsDone)).toEqual(['STAY_ON_LINE'])
  })

  it('leaves Esc a way back from the reasons', async () => {
    const seat = await open(red)
    await seat.run(() => seat.handle.current?.answerSuggestion('no'))
    await seat.key('Escape')
    expect(seat.root.querySelector('[data-suggestion=EXTREME] [role=group]')).toBeNull()
    expect(seat.draft().answeredSuggestions).toEqual([])
  })
})

describe('leading to a field that has to be mended', () => {
  const complaint = { values: { request_type: 'TS', category: 'WAGE-02', workers_count: 2 } }

  it.each([
    ['request_type', 'request-type'], ['category', 'category'], ['description', 'description'], ['confidential', 'caller_name'], ['owed_to', 'owed_period'],
    ['work_street', 'work_place'], ['contact_phone', 'contact_phone'], ['note', 'note'], ['id_no', 'id_no'],
  ] as const)('finds %s, also where it is folded away', async (key, slot) => {
    const seat = await open(complaint)
    await seat.run(() => seat.handle.current?.focusField(key))
    expect(seat.focused()).toBe(slot)
  })

  it('opens the table for names', async () => {
    const seat = await open(complaint)
    await seat.run(() => seat.handle.current?.focusField('participants'))
    expect(document.activeElement?.closest('[data-testid=participants]')).not.toBeNull()
  })

  it('never takes the focus later on for a field that was not there', async () => {
    const seat = await open({ values: { request_type: 'ZX', category: 'WAGE-09' } })
    await seat.run(() => seat.handle.current?.focusField('injured_on'))
    await seat.type('INJURY-01', 'category')
    await seat.key('Tab')
    expect(seat.input('injured_on')).not.toBeNull()
    expect(seat.focused()).toBe('category')
  })
})

describe('answering a feeling that the words bring up', () => {
  const upset = { values: { request_type: 'TS', category: 'WAGE-02', description: '我非常生气，气死了' } }
  const suggested = (seat: SeatOfForm) => seat.root.querySelector('[data-feeling=ANGRY]')
  const press = (seat: SeatOfForm, place: number) => seat.run(() => suggested(seat)?.querySelectorAll('button')[place]?.click())

  it('is done by the keys for yes and no', async () => {
    const seat = await open(upset)
    await seat.run(() => seat.handle.current?.answerSuggestion('yes'))
    expect(seat.draft().emotions.start).toMatchObject([{ code: 'ANGRY' }])
    await seat.close()
    form = null
    const other = await open(upset)
    await other.run(() => other.handle.current?.answerSuggestion('no'))
    expect(other.draft()).toMatchObject({ emotions: { start: null }, answeredSuggestions: [{ code: 'ANGRY', answer: 'refused' }] })
    expect(suggested(other)).toBeNull()
  })

  it('is done by the mouse, either way', async () => {
    const seat = await open(upset)
    await press(seat, 1)
    expect(seat.draft()).toMatchObject({ emotions: { start: null }, answeredSuggestions: [{ code: 'ANGRY', answer: 'refused' }] })
    await seat.close()
    form = null
    const other = await open(upset)
    await press(other, 0)
    expect(other.draft().emotions.start).toMatchObject([{ code: 'ANGRY' }])
  })

  it('comes after the risks, and the place that the keys answer is the one that is marked', async () => {
    const seat = await open({ values: { ...upset.values, description: '我非常生气，气死了，大家准备去堵门' } })
    const marked = () => [...seat.root.querySelectorAll('[data-suggestion], [data-feeling]')].filter((line) => line.querySelector('kbd') !== null).map((line) => line.getAttribute('data-suggestion') ?? line.getAttribute('data-feeling'))
    const answered: (string | null | undefined)[] = []
    while (suggested(seat) !== null) {
      answered.push(marked()[0])
      await seat.run(() => seat.handle.current?.answerSuggestion('yes'))
    }
    expect(answered.at(-1)).toBe('ANGRY')
    expect(seat.draft().risks.map(({ code }) => code)).toEqual(answered.slice(0, -1))
    expect(answered.length).toBeGreaterThan(1)
  })
})

describe('a call without content', () => {
  const noContent = { values: { request_type: 'WX' } }
  const written = { values: { request_type: 'WX', description: '老板欠我三个月工资' } }
  const chooseKinds = async (seat: SeatOfForm) => {
    await seat.run(() => seat.handle.current?.focus('request-type'))
    await seat.key('Enter')
  }

  it('takes no focus: a digit meant to correct the type corrects the type', async () => {
    const seat = await open()
    await seat.run(() => seat.handle.current?.focus('request-type'))
    await seat.key('7')
    await seat.key('2')
    expect(seat.asked).toEqual([])
    expect(seat.draft().values.request_type).toBe('QZ')
  })

  it('is no arrow away from the first type, from either end', async () => {
    const seat = await open({ values: { request_type: 'ZX' } })
    await seat.run(() => seat.handle.current?.focus('request-type'))
    await seat.key('ArrowLeft')
    expect(seat.draft().values.request_type).toBe('ZX')
    await seat.key('7')
    await seat.key('ArrowRight')
    expect(seat.draft().values.request_type).toBe('WX')
  })

  it('is closed by Enter and a digit where nothing was written', async () => {
    const seat = await open(noContent)
    await chooseKinds(seat)
    await seat.key('2')
    expect(seat.asked).toEqual(['wrong-number'])
  })

  it('is closed only by the same digit again where something was', async () => {
    const seat = await open(written)
    await chooseKinds(seat)
    await seat.key('3')
    expect(seat.asked).toEqual([])
    expect(seat.root.querySelector('footer [role=alert]')?.textContent).toContain('再按一次“骚扰”')
    await seat.key('1')
    expect(seat.asked).toEqual([])
    await seat.key('1')
    expect(seat.asked).toEqual(['silent'])
  })

  it('asks anew when the agent has looked elsewhere in between', async () => {
    const seat = await open({ ...noContent, risks: [{ code: 'THREAT', severity: 'YELLOW', confirmedAt: 1, source: 'agent' }] })
    await chooseKinds(seat)
    await seat.key('3')
    await seat.run(() => seat.input('description').focus())
    await chooseKinds(seat)
    await seat.key('3')
    expect(seat.asked).toEqual([])
  })

  it('is not asked about where it will be refused anyway', async () => {
    const seat = await open({ values: { request_type: 'WX', description: '我站在楼顶上，不想活了' } })
    await chooseKinds(seat)
    await seat.key('1')
    expect(seat.asked).toEqual(['silent'])
    expect(seat.root.querySelector('footer [role=alert]')).toBeNull()
  })

  it('hides no danger that the words hint at, and its answer stays on the keys', async () => {
    const seat = await open({ values: { request_type: 'WX', description: '我站在楼顶上，不想活了' } })
    expect(seat.root.querySelector('[data-suggestion=EXTREME]')).not.toBeNull()
    expect(seat.root.querySelector('[data-testid=missing]')?.textContent).toContain('红色提示未答')
    await seat.run(() => seat.handle.current?.answerSuggestion('yes'))
    expect(seat.root.querySelector('[data-risk=EXTREME]')).not.toBeNull()
  })
})

describe('the rest of the form', () => {
  it('keeps secrecy on where the rules force it', async () => {
    const seat = await open()
    await seat.run(() => seat.handle.current?.focus('request-type'))
    await seat.key('4')
    expect(seat.draft().values).toMatchObject({ request_type: 'JB', confidential: true })
    expect(seat.root.querySelectorAll<HTMLInputElement>('[data-slot=caller_name] input[type=checkbox]')[1]?.disabled).toBe(true)
  })

  it('moves marks along with the words until new ones come', async () => {
    const seat = await open({ values: { description: '想去项目部门口等' } })
    expect([...seat.root.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['去项目部'])
    await seat.type('明天想去项目部门口等', 'description')
    expect([...seat.root.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['去项目部'])
  })

  it('never carries words over to the next draft', async () => {
    const seat = await open()
    await seat.type('第一个', 'description')
    await seat.close()
    form = null
    const second = await open({ ...emptyDraft, id: '01890000-0000-7000-8000-000000000009' })
    expect(second.input('description').value).toBe('')
  })

  it('says what is missing, what is refused without it first', async () => {
    const seat = await open({ values: { request_type: 'TS', category: 'WAGE-02' } })
    expect(seat.root.querySelector('[data-testid=missing]')?.textContent).toMatch(/^缺：用工地区县、内容、风险未填/)
  })

  it('submits into the open order when the call is merged', async () => {
    const seat = await open({ mergeInto: '01890000-0000-7000-8000-000000000005' })
    expect(seat.root.querySelector('footer')?.textContent).toContain('并入并催办')
    expect(seat.root.querySelector('footer')?.textContent).not.toContain('直接答复')
  })

  it('gives a merged call its own ways out again, also when the order is nowhere to be seen', async () => {
    const seat = await open({ mergeInto: '01890000-0000-7000-8000-000000000005' })
    const undo = [...seat.root.querySelectorAll('footer button')].find((button) => button.textContent === '取消并入')
    await seat.run(() => (undo as HTMLButtonElement).click())
    expect(seat.draft().mergeInto).toBeNull()
    expect(seat.root.querySelector('footer')?.textContent).toContain('直接答复')
  })
})
