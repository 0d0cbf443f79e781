import type { Severity } from '../../../../../shared/tickets/tags/levels'

export interface Sentence {
  readonly text: string
  readonly expect: Readonly<Record<string, Severity | number>>
  /** Left out = no denied hit is expected. */
  readonly denied?: Readonly<Record<string, Severity>>
  readonly why: string
}

/** Sentences as callers say them, with what the lexicon has to make of each. */
export const sentences: readonly Sentence[] = [
  {
    text: '我们一共十个人，一共欠了四十万，大家都很激动',
    expect: { GROUP: 'ORANGE', AMOUNT: 'YELLOW', AGITATED: 2 },
    why: 'modelled on the seed case',
  },
  {
    text: '我没有想过轻生，就是想要工钱',
    expect: {},
    denied: { EXTREME: 'ORANGE' },
    why: '没有想过 stands in front: outline only, the agent asks once',
  },
  {
    text: '我不是不想活，就是气不过',
    expect: {},
    denied: { EXTREME: 'ORANGE' },
    why: '不是 in front of the self-negated phrase: outline only, the agent asks once',
  },
  { text: '他说要跳楼', expect: { EXTREME: 'RED' }, why: 'reported speech is still kept at full level' },
  { text: '我们现在都在门口，三十多个人', expect: { GATHER: 'RED', GROUP: 'ORANGE' }, why: 'crowd now' },
  { text: '我现在爬上塔吊了，今天不给钱就跳下去', expect: { EXTREME: 'RED' }, why: '' },
  { text: '脚手架垮了，有人被压在下面', expect: { SAFETY: 'RED' }, why: '' },
  { text: '我打算跳槽，竞业限制怎么赔', expect: {}, why: 'change jobs' },
  { text: '怀孕五个月被辞退', expect: { VULNERABLE: 'YELLOW' }, why: '' },
  { text: '厂里有个十五岁的娃儿在上班', expect: { VULNERABLE: 'ORANGE' }, why: '' },
  { text: '再不解决我就发抖音找记者', expect: { PUBLIC: 'YELLOW' }, why: '' },
  { text: '明天我们要去市政府集体上访', expect: { PETITION: 'ORANGE' }, why: '' },
  { text: '我家住去北京路那边', expect: {}, why: 'street name' },
  { text: '活着没意思', expect: { DESPAIR: 3, EXTREME: 'ORANGE' }, why: '' },
  {
    text: '第三次打电话了，又没人管',
    expect: { REPEAT: 'YELLOW', DESPAIR: 1 },
    why: '没人管 also suggests helplessness',
  },
  { text: '欠薪一百二十万元，涉及六十八名农民工', expect: { GROUP: 'RED', AMOUNT: 'ORANGE' }, why: '' },
  { text: '打了也白打，你们能管吗', expect: { DOUBTFUL: 1 }, why: '' },
  { text: '听说隔壁工地有人去堵门', expect: { GATHER: 'YELLOW' }, why: 'hearsay lowers by one' },
  { text: '要是再不给，我就带了刀去', expect: { THREAT: 'RED' }, why: 'THREAT is never lowered by 要是' },
  { text: '四十度还在外面干，有人晕倒了', expect: { SAFETY: 'RED' }, why: '' },
  { text: '我没有活路了要跳楼', expect: { DESPAIR: 2, EXTREME: 'RED' }, why: '我没有 is no blocker' },
  { text: '我没有退路了只有跳江', expect: { DESPAIR: 2, EXTREME: 'RED' }, why: '没有 belongs to 退路' },
  { text: '我不会放过他我带了刀', expect: { THREAT: 'RED' }, why: '我不会 is no blocker' },
  {
    text: '我不想跳楼，只想把钱要回来',
    expect: {},
    denied: { EXTREME: 'RED' },
    why: 'denied: outline, nothing suggested',
  },
  { text: '他都爬到天台了，快来劝他别跳楼', expect: { EXTREME: 'RED' }, why: '别 is an imperative, not a denial' },
  { text: '我特别想死', expect: { EXTREME: 'ORANGE' }, why: '特别 is not the negator 别' },
  { text: '他是不是要跳楼啊', expect: { EXTREME: 'RED' }, why: 'a question, not a denial' },
  { text: '不给钱我不得不跳江', expect: { EXTREME: 'RED' }, why: 'double negation keeps the hit' },
  { text: '药已经吃了，钱留给孩子', expect: { EXTREME: 'RED' }, why: 'act under way and farewell words' },
  { text: '被锁在厂里不让走', expect: { RETALIATION: 'RED' }, why: 'detained' },
  {
    text: '我想辞职，老板不让我走',
    expect: { FEARFUL: 3, RETALIATION: 'YELLOW' },
    why: 'refused resignation: lowered, to be checked; the emotion is only a suggestion',
  },
  {
    text: '我们在桥上绑钢筋，一共十几万没发',
    expect: { EXTREME: 'YELLOW', AMOUNT: 'YELLOW' },
    why: 'at work on a bridge: ask; 十几万 = 100,000',
  },
  { text: '我在楼顶边上站着，你们今天给个说法', expect: { EXTREME: 'RED' }, why: '边上 and 站 within 6 characters' },
  { text: '我们在天台装空调外机，工钱没给', expect: { EXTREME: 'YELLOW' }, why: 'work words near, no sign of danger' },
  { text: '我已经在车上了，下班回家路上给你打的', expect: {}, why: 'no petition word in the sentence' },
  { text: '我们已经在车上，去市政府要个说法', expect: { PETITION: 'RED' }, why: '政府 in the same sentence' },
  {
    text: '我今年十三岁，在烧烤店打工',
    expect: { VULNERABLE: 'ORANGE' },
    why: 'no kin word in the clause: the next clause counts',
  },
  { text: '我儿子十岁，我在外面打工', expect: {}, why: "the caller's child; the work word is in the next clause" },
  { text: '我17岁，在奶茶店上班', expect: { VULNERABLE: 'YELLOW' }, why: '' },
  { text: '作坊里有两个未满16周岁的娃儿在干活', expect: { VULNERABLE: 'ORANGE' }, why: '未满16 = 15' },
  { text: '我怀孕了，问一下产假有多少天', expect: {}, why: 'no dismissal in the sentence' },
  {
    text: '我怀孕五个月，公司要把我开除',
    expect: { VULNERABLE: 'YELLOW' },
    why: 'dismissal in another clause of the sentence',
  },
  {
    text: '听说他们厂去年有人跳楼',
    expect: { EXTREME: 'RED' },
    why: 'hearsay never lowers EXTREME; the agent answers 别人的事 or 过去的事',
  },
  { text: '主管老是发信息骚扰我，还摸了我', expect: { VULNERABLE: 'ORANGE' }, why: '' },
]
