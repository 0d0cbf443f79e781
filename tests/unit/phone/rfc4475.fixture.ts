/**
 * The torture messages of RFC 4475 that can reach a user agent over a WebSocket, under their numbers and names there. What
 * tortures is kept; Via is a WebSocket's and the Request-URI is the seat's, or nothing would be reached.
 */
export interface TortureCase {
  readonly section: string
  readonly name: string
  /**
   * What the seat does: `rings`, a status it answers with, or `silence`. Where that is less than the RFC wants, `because`
   * says why it is enough.
   */
  readonly outcome: 'rings' | 'silence' | number
  readonly because?: string
  readonly text: string
}

const sdp = ['v=0', 'o=mhandley 29739 7272939 IN IP4 192.0.2.3', 's=-', 'c=IN IP4 192.0.2.4', 't=0 0', 'm=audio 49217 RTP/AVP 0 12', ''].join('\r\n')
const rawSdp = (body: string) => ['Content-Type: application/sdp', `Content-Length: ${new TextEncoder().encode(body).length}`, '', body]
const withSdp = rawSdp(sdp)
const bodiless = ['Content-Length: 0', '', '']
const message = (...lines: readonly string[]) => lines.join('\r\n')

/** An INVITE of which each line can be another. */
function invite(change: { readonly start?: string; readonly lines?: readonly string[]; readonly without?: readonly string[]; readonly end?: readonly string[] }): string {
  const usual = [
    'Via: SIP/2.0/WS 192.0.2.15;branch=z9hG4bKkdjuw',
    'Max-Forwards: 70',
    'From: <sip:caller@example.com>;tag=34525',
    'To: <sip:1001@pbx.example>',
    'Call-ID: torture.kl24ahsd546folnyt2vbak9sad98u23naodiunzds09a3bqw0sdfbsk34poouymnae0043nsed09mfkvc74bd0cuwnms05dknw87hjpobd76f',
    'CSeq: 8 INVITE',
    'Contact: <sip:caller@host5.example.net>',
  ]
  const named = (line: string) => line.split(/[ \t]*:/)[0]?.toLowerCase() ?? ''
  const replaced = new Set([...(change.lines ?? []).map(named), ...(change.without ?? [])])
  const kept = usual.filter((line) => !replaced.has(named(line)))
  return message(change.start ?? 'INVITE sip:1001@pbx.example SIP/2.0', ...kept, ...(change.lines ?? []), ...(change.end ?? withSdp))
}

const other = (method: string, start: string, ...lines: readonly string[]) => invite({ start, lines: [`CSeq: 8 ${method}`, ...lines], end: bodiless })

export const tortureCases: readonly TortureCase[] = [
  {
    section: '3.1.1.1',
    name: 'a short tortuous INVITE',
    outcome: 481,
    because: 'its To says that there is a call already, and there is none',
    text: message(
      'INVITE sip:1001@pbx.example;unknownparam SIP/2.0',
      'TO :',
      ' sip:1001@pbx.example ;   tag    = 1918181833n',
      'from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>',
      '  ;',
      '  tag = 98asjd8',
      'MaX-fOrWaRdS: 0068',
      'Call-ID: wsinv.ndaksdj@192.0.2.1',
      `Content-Length   : ${sdp.length}`,
      'cseq: 0009',
      '  INVITE',
      'Via  : SIP  /   2.0',
      ' /WS',
      '    192.0.2.2;branch=z9hG4bK390skdjuw',
      's :',
      'NewFangledHeader:   newfangled value',
      ' continued newfangled value',
      'UnknownHeaderWithUnusualValue: ;;,,;;,;',
      'Content-Type: application/sdp',
      'Route:',
      ' <sip:services.example.com;lr;unknownwith=value;unknown-no-value>',
      'v:  SIP  / 2.0  / TCP     spindle.example.com   ;',
      '  branch  =   z9hG4bK9ikj8  ,',
      ' SIP  /    2.0   / UDP  192.168.255.111   ; branch=',
      ' z9hG4bK30239',
      'm:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =',
      '      newvalue ;',
      '  secondparam ; q = 0.33',
      '',
      sdp,
    ),
  },
  { section: '3.1.1.2', name: 'every character that a method may have', outcome: 405, text: other("!interesting-Method0123456789_*+`.%indeed'~", "!interesting-Method0123456789_*+`.%indeed'~ sip:1001@pbx.example SIP/2.0") },
  { section: '3.1.1.3', name: '% escapes in addresses', outcome: 'rings', text: invite({ start: 'INVITE sip:%31001@pbx.example SIP/2.0', lines: ['To: <sip:%75se%72@example.com>', 'From: <sip:I%20have%20spaces@example.net>;tag=938', 'Contact: <sip:cal%6Cer@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31>'] }) },
  { section: '3.1.1.4', name: 'escaped nulls in addresses', outcome: 405, text: other('REGISTER', 'REGISTER sip:1001@pbx.example SIP/2.0', 'To: sip:null-%00-null@example.com', 'From: sip:null-%00-null@example.com;tag=839923423', 'Contact: <sip:%00@host5.example.com>, <sip:%00%00@host5.example.com>') },
  { section: '3.1.1.5', name: '% where it is no escape', outcome: 405, text: other('RE%47IST%45R', 'RE%47IST%45R sip:1001@pbx.example SIP/2.0', 'To: "%Z%45" <sip:resource@example.com>', 'From: "%Z%45" <sip:resource@example.com>;tag=f232jadfj23') },
  { section: '3.1.1.6', name: 'no space before <', outcome: 'rings', text: invite({ lines: ['From: caller<sip:caller@example.com>;tag=323'] }) },
  { section: '3.1.1.7', name: 'values of every length', outcome: 'rings', text: invite({ lines: [`From: "${'I have a user name of extreme proportion'.repeat(60)}" <sip:${'l'.repeat(900)}@example.com;unknownheaderparam${'name'.repeat(100)}=${'value'.repeat(100)}>;tag=12982982982982982982982982982982982982982982982982982424`, `Unknown-${'Long'.repeat(60)}-Name: ${'unknown'.repeat(100)}`] }) },
  { section: '3.1.1.8', name: 'more octets after the end', outcome: 'rings', text: `${invite({})}\r\nINVITE sip:1001@pbx.example SIP/2.0\r\n${'garbage '.repeat(20)}` },
  { section: '3.1.1.9', name: 'semicolons in the user part', outcome: 404, text: other('OPTIONS', 'OPTIONS sip:user;par=u%40example.net@example.com SIP/2.0') },
  { section: '3.1.1.10', name: 'transports of every kind in Via', outcome: 200, text: other('OPTIONS', 'OPTIONS sip:1001@pbx.example SIP/2.0', 'Via: SIP/2.0/WS t1.example.com;branch=z9hG4bKkdjuw\r\nVia: SIP/2.0/SCTP t2.example.com;branch=z9hG4bKklasjdhf\r\nVia: SIP/2.0/UNKNOWN t4.example.com;branch=z9hG4bKzzxxnm') },
  { section: '3.1.1.11', name: 'a body of several parts', outcome: 405, text: other('MESSAGE', 'MESSAGE sip:1001@pbx.example SIP/2.0').replace(message(...bodiless), message('Content-Type: multipart/mixed;boundary=7a9cbec02ceef655', 'Content-Length: 29', '', '--7a9cbec02ceef655\r\n\r\nHello\r\n')) },
  { section: '3.1.1.12', name: 'a reason phrase of any script', outcome: 'silence', text: message('SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять - простое', 'Via: SIP/2.0/WS 192.0.2.198;branch=z9hG4bK1324923', 'Call-ID: unreason.1234ksdfak3j2erwedfsASdf', 'CSeq: 35 INVITE', 'From: sip:user@example.com;tag=11141343', 'To: sip:user@example.edu;tag=2229', 'Contact: <sip:user@host198.example.com>', ...withSdp) },
  { section: '3.1.1.13', name: 'no reason phrase', outcome: 'silence', text: message('SIP/2.0 100 ', 'Via: SIP/2.0/WS 192.0.2.105;branch=z9hG4bK2398ndaoe', 'Call-ID: noreason.asndj203insdf99223ndf', 'CSeq: 35 INVITE', 'From: <sip:user@example.com>;tag=39ansfi3', 'To: <sip:user@example.edu>;tag=902jndnke3', ...bodiless) },
  { section: '3.1.2.1', name: 'separators too many', outcome: 'silence', text: invite({ lines: ['Via: SIP/2.0/WS 192.0.2.15;;,;,,', 'To: "Joe" <sip:joe@example.org>;;;;', 'Contact: "Joe" <sip:joe@example.org>;;;;'] }) },
  { section: '3.1.2.2', name: 'a Content-Length beyond the end', outcome: 400, text: invite({ end: ['Content-Type: application/sdp', 'Content-Length: 9999', '', sdp] }) },
  { section: '3.1.2.3', name: 'a negative Content-Length', outcome: 'silence', text: invite({ end: ['Content-Type: application/sdp', 'Content-Length: -999', '', sdp] }) },
  { section: '3.1.2.4', name: 'numbers too large in a request', outcome: 405, text: other('REGISTER', 'REGISTER sip:1001@pbx.example SIP/2.0', 'CSeq: 36893488147419103232 REGISTER', 'Max-Forwards: 300', 'Expires: 10000000000000000', 'Contact: <sip:user@host129.example.com>;expires=280297596632815') },
  { section: '3.1.2.5', name: 'numbers too large in a response', outcome: 'silence', text: message('SIP/2.0 503 Service Unavailable', 'Via: SIP/2.0/WS host129.example.com;branch=z9hG4bKzzxdiwo34sw', 'To: <sip:user@example.com>', 'From: <sip:other@example.net>;tag=2easdjfejw', 'CSeq: 9292394834772304023312 OPTIONS', 'Call-ID: scalarlg.noase0of0234hn2qofoaf0232aewf2394r', 'Retry-After: 949302838503028349304023988', 'Warning: 1812 overture "In Progress"', ...bodiless) },
  { section: '3.1.2.6', name: 'a quoted name without an end', outcome: 'silence', because: 'nobody could be sure who is meant; the RFC allows to drop it', text: invite({ lines: ['To: "Mr. J. User <sip:1001@pbx.example>'] }) },
  { section: '3.1.2.7', name: '<> around the Request-URI', outcome: 'silence', text: invite({ start: 'INVITE <sip:1001@pbx.example> SIP/2.0' }) },
  { section: '3.1.2.8', name: 'a space in the Request-URI', outcome: 'silence', text: invite({ start: 'INVITE sip:1001@pbx.example; lr SIP/2.0' }) },
  { section: '3.1.2.9', name: 'spaces in the first line', outcome: 'silence', text: invite({ start: 'INVITE  sip:1001@pbx.example  SIP/2.0' }) },
  { section: '3.1.2.10', name: 'a space after the first line', outcome: 'silence', text: other('OPTIONS', 'OPTIONS sip:1001@pbx.example SIP/2.0  ') },
  { section: '3.1.2.11', name: 'headers in the Request-URI', outcome: 'rings', because: 'the headers are not looked at', text: invite({ start: 'INVITE sip:1001@pbx.example?Route=%3Csip:example.com%3E SIP/2.0' }) },
  { section: '3.1.2.12', name: 'a Date of another zone', outcome: 'rings', because: 'nothing here reads Date', text: invite({ lines: ['Date: Fri, 01 Jan 2010 16:00:00 EST'] }) },
  { section: '3.1.2.13', name: 'a Contact with headers and without <>', outcome: 'silence', text: other('REGISTER', 'REGISTER sip:1001@pbx.example SIP/2.0', 'Contact: sip:user@example.com?Route=%3Csip:sip.example.com%3E') },
  { section: '3.1.2.14', name: 'spaces inside of <>', outcome: 'silence', text: invite({ lines: ['To: "Watson, Thomas" < sip:t.watson@example.org >'] }) },
  { section: '3.1.2.15', name: 'a bare name of other characters', outcome: 'silence', text: other('OPTIONS', 'OPTIONS sip:1001@pbx.example SIP/2.0', 'From: Bell, Alexander <sip:a.g.bell@example.com>;tag=43') },
  { section: '3.1.2.16', name: 'another version of SIP', outcome: 200, because: 'what it asks is the same in every version', text: other('OPTIONS', 'OPTIONS sip:1001@pbx.example SIP/7.0') },
  { section: '3.1.2.17', name: 'a CSeq of another method', outcome: 200, because: 'the first line counts', text: other('OPTIONS', 'OPTIONS sip:1001@pbx.example SIP/2.0', 'CSeq: 8 INVITE') },
  { section: '3.1.2.18', name: 'a method that nobody knows with a CSeq of another', outcome: 405, text: other('NEWMETHOD', 'NEWMETHOD sip:1001@pbx.example SIP/2.0', 'CSeq: 8 INVITE') },
  { section: '3.1.2.19', name: 'a status too large', outcome: 'silence', text: message('SIP/2.0 4294967301 better not break the receiver', 'Via: SIP/2.0/WS 192.0.2.105;branch=z9hG4bK2398ndaoe', 'Call-ID: bigcode.asdof3uj203asdnf3429uasdhfas3ehjasdfas9i', 'CSeq: 353494 INVITE', 'From: <sip:user@example.com>;tag=39ansfi3', 'To: <sip:user@example.edu>;tag=902jndnke3', 'Contact: <sip:user@host105.example.com>', ...bodiless) },
  { section: '3.2.1', name: 'a branch that is nothing but the cookie', outcome: 200, text: other('OPTIONS', 'OPTIONS sip:1001@pbx.example SIP/2.0', 'Via: SIP/2.0/WS 192.0.2.1;branch=z9hG4bK') },
  { section: '3.3.1', name: 'no Call-ID, From or To', outcome: 'silence', text: invite({ without: ['call-id', 'from', 'to'] }) },
  { section: '3.3.2', name: 'a Request-URI of a scheme that nobody knows', outcome: 416, text: other('OPTIONS', 'OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0') },
  { section: '3.3.3', name: 'a Request-URI of another known scheme', outcome: 416, text: other('OPTIONS', 'OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0') },
  { section: '3.3.4', name: 'To, From and Contact of schemes that nobody knows', outcome: 'silence', text: other('OPTIONS', 'OPTIONS sip:1001@pbx.example SIP/2.0', 'To: <isbn:2983792873>', 'From: <http://www.example.com>;tag=3234233', 'Contact: <name:John_Smith>') },
  { section: '3.3.5', name: 'Require of what nobody has', outcome: 'rings', because: 'a caller is worth more than an extension', text: invite({ lines: ['Require: nothingSupportsThis, nothingSupportsThisEither', 'Proxy-Require: noProxiesSupportThis'] }) },
  { section: '3.3.6', name: 'a body of a kind that nobody knows', outcome: 'rings', because: 'the seat makes the offer then', text: invite({ end: ['Content-Type: application/unknownformat', 'Content-Length: 40', '', '<audio>\r\n <pcmu port="443"/>\r\n</audio>\r\n'] }) },
  { section: '3.3.7', name: 'credentials of a scheme that nobody knows', outcome: 405, text: other('REGISTER', 'REGISTER sip:1001@pbx.example SIP/2.0', 'Authorization: NoOneKnowsThisScheme opaque-data=here') },
  { section: '3.3.8', name: 'several values where there is one', outcome: 'rings', because: 'the last of each counts', text: invite({ lines: ['CSeq: 5 INVITE\r\nCSeq: 59 INVITE', 'Call-ID: multi01.98asdh@192.0.2.1\r\nCall-ID: multi01.98asdh@192.0.2.2', 'From: sip:caller@example.net;tag=3413415\r\nFrom: sip:other@example.net;tag=2923420123', 'To: sip:1001@pbx.example\r\nTo: sip:other@example.net'] }) },
  { section: '3.3.9', name: 'two Content-Lengths', outcome: 400, text: other('OPTIONS', 'OPTIONS sip:1001@pbx.example SIP/2.0').replace(message(...bodiless), message('Content-Length: 13', 'Content-Length: 5', '', 'There is no way to know how many octets are supposed to be here.')) },
  { section: '3.3.10', name: 'a 200 for somebody else', outcome: 'silence', text: message('SIP/2.0 200 OK', 'Via: SIP/2.0/WS 192.0.2.198;branch=z9hG4bK1324923', 'Via: SIP/2.0/WS 255.255.255.255;branch=z9hG4bK1saber23', 'Call-ID: bcast.0384840201234ksdfak3j2erwedfsASdf', 'CSeq: 35 INVITE', 'From: sip:user@example.com;tag=11141343', 'To: sip:user@example.edu;tag=2229', 'Contact: <sip:user@host28.example.com>', ...withSdp) },
  { section: '3.3.11', name: 'Max-Forwards of 0', outcome: 200, text: other('OPTIONS', 'OPTIONS sip:1001@pbx.example SIP/2.0', 'Max-Forwards: 0') },
  { section: '3.3.12', name: 'a Contact with a parameter of the header', outcome: 405, text: other('REGISTER', 'REGISTER sip:1001@pbx.example SIP/2.0', 'Contact: sip:+19725552222@gw1.example.net;unknownparam') },
  { section: '3.3.13', name: 'a Contact with a parameter of the address', outcome: 405, text: other('REGISTER', 'REGISTER sip:1001@pbx.example SIP/2.0', 'Contact: <sip:+19725552222@gw1.example.net;unknownparam>') },
  { section: '3.3.14', name: 'a Contact with escaped headers', outcome: 405, text: other('REGISTER', 'REGISTER sip:1001@pbx.example SIP/2.0', 'Contact: <sip:user@example.com?Route=%3Csip:sip.example.com%3E>') },
  { section: '3.3.15', name: 'Accept of what nobody has', outcome: 'rings', because: 'what the seat can answer is an offer like any other', text: invite({ lines: ['Accept: text/nobodyKnowsThis'], end: bodiless }) },
  { section: '3.4.1', name: 'an INVITE of the year 1999', outcome: 400, because: 'it does not say where the call could be ended', text: message('INVITE sip:1001@pbx.example SIP/2.0', 'Via: SIP/2.0/WS iftgw.example.com', 'From: <sip:+13035551111@ift.client.example.net;user=phone>', 'Record-Route: <sip:UserB@example.com;maddr=ss1.example.com>', 'To: sip:+16505552222@ss1.example.net;user=phone', 'Call-ID: inv2543.1717@ift.client.example.com', 'CSeq: 56 INVITE', ...withSdp) },
]
