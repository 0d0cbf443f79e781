import { stageModel, type StageData } from '../../renderer/console/stage/stage-model'
import { parsePhoneNumber } from '../../shared/callers/phone-number'
import { buildKnowledgeIndex, findEntries, relatedEntries } from '../../shared/knowledge/find-entries'
import { shippedKnowledgeBase } from '../../shared/knowledge/knowledge-base'
import { epochMs } from '../../shared/lib/clock'
import { shippedDeadlineData } from '../../shared/tickets/deadlines/shipped'
import { shippedDispatchData } from '../../shared/tickets/dispatch/dispatch-rules'
import { compileLexicon } from '../../shared/tickets/tags/lexicon/compile-lexicon'
import { shippedLexicon } from '../../shared/tickets/tags/lexicon/lexicon'
import { suggestTags } from '../../shared/tickets/tags/lexicon/suggest-tags'
import { shippedTagData } from '../../shared/tickets/tags/tag-data'
import { draftOf, wageComplaint } from '../support/drafts'
import { percentile, type Bench } from './bench'

const frameMs = 16.7
const runs = 300
const warmUp = 30
const sentence = '木工班组十人在渝中区南纪门街道一处装修工地，十一月十五日被要求当天退场，项目部说好隔天结账，一周没动静，合计欠四十万元，工友情绪激动，想去项目部门口等，不想闹事，要求三天内结清。'

/** What follows from a narrative of 2,000 characters at every pause in typing: suggestions, colour, steps, unit, limits. */
export const bench: Bench = {
  run() {
    const tags = shippedTagData()
    const data: StageData = { tags, lexicon: compileLexicon(shippedLexicon(), tags), dispatch: shippedDispatchData(), deadlines: shippedDeadlineData() }
    const description = sentence.repeat(Math.ceil(2_000 / sentence.length)).slice(0, 2_000)
    const draft = draftOf(1, { values: { ...wageComplaint, description } })
    const now = epochMs(draft.createdAt)
    const suggested = times(() => suggestTags(description, data.lexicon))
    const byText = repeated.map((text) => percentile(times(() => suggestTags(text.repeat(Math.ceil(2_000 / text.length)).slice(0, 2_000), data.lexicon), 40), 0.5))
    const knowledge = buildKnowledgeIndex(shippedKnowledgeBase())
    const found = times(() => {
      relatedEntries(description, 'WAGE-02', knowledge)
      findEntries(description, 'WAGE-02', knowledge)
    })
    const numbers = hostileNumbers.map((raw) => percentile(times(() => parsePhoneNumber(raw, { homeArea: '023' }), 40), 0.5))
    const all = times(() => stageModel({ ...draft }, { earlierCalls: 0, unsatisfiedCallBacks: 0, openOrder: null }, data, now))
    return Promise.resolve([
      { what: 'suggestions for 2,000 characters, p95', value: percentile(suggested, 0.95) / frameMs, unit: 'frames', atMost: 1 },
      { what: 'suggestions for 2,000 characters of nothing but one phrase, the slowest of nine, p50', value: Math.max(...byText) / frameMs, unit: 'frames', atMost: 1 },
      { what: 'answers of the knowledge base for 2,000 characters, p95', value: percentile(found, 0.95) / frameMs, unit: 'frames', atMost: 1 },
      { what: 'a hostile caller number of 20,000 characters, the slowest of five, p50', value: Math.max(...numbers) / frameMs, unit: 'frames', atMost: 0.1 },
      { what: 'everything that follows from a draft of 2,000 characters, p95', value: percentile(all, 0.95) / frameMs, unit: 'frames', atMost: 1 },
    ])
  },
}

/** What a lexicon has most to do with: denials, threats, numbers, one after the other. */
const repeated = ['想死', '在天台', '没有想过轻生', '不让走', '9', '三万', '十五岁', '跳楼价', '👷']
const hostileNumbers = ['9'.repeat(20_000), '\ufdfa'.repeat(20_000), '\ud800'.repeat(20_000), ',;#转ext'.repeat(3_000), '-1'.repeat(10_000)]

function times(run: () => unknown, rounds = runs): number[] {
  const found: number[] = []
  for (let round = 0; round < rounds + warmUp; round += 1) {
    const begunAt = performance.now()
    run()
    found.push(performance.now() - begunAt)
  }
  return found.slice(warmUp)
}
