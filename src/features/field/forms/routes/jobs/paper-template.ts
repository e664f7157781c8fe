import { FONT_LIST } from '../../../../../platform/files/typeset/fonts.ts';

/** How a form is set on paper (Typst): A4, hairlines, a place for each answer. Its data is a `Sheet`. */
export const PAPER_TEMPLATE = String.raw`
#let sheet = json(bytes(sys.inputs.data))
#let words = sheet.words
#let quiet = luma(30%)
#let hair = 0.4pt + luma(55%)
#let pen = 0.6pt + black
#let numbers = 9mm
#let narrow = 72mm

#set document(title: sheet.title, date: none)
#set text(
  font: ${FONT_LIST},
  size: 9.5pt,
  lang: sheet.language,
  dir: if sheet.direction == "rtl" { rtl } else { ltr },
  hyphenate: false,
)
#set par(leading: 0.55em, spacing: 0.6em)

// Texts.
#let blank = box(width: 16mm, height: 0.8em, stroke: (bottom: pen))
#let run(piece) = if piece == none { blank } else if piece.isBold { strong(piece.text) } else { piece.text }
#let rich(lines) = lines.map(runs => runs.map(run).join()).join(linebreak())
#let letters(lines) = {
  lines.map(runs => runs.map(piece => if piece == none { 9 } else { piece.text.clusters().len() }).sum(default: 0)).sum(default: 0)
}
#let small(body) = text(8pt, fill: quiet, body)
// Our own words run from left to right also where the form does not.
#let own(body) = align(if sheet.direction == "rtl" { right } else { left }, text(dir: ltr, body))
#let rule(width) = box(width: width, height: 5mm, stroke: (bottom: pen))

// Places to write in.
#let cell = box(width: 4.8mm, height: 6.4mm, stroke: pen)
#let cells(count, label: none) = box(stack(
  dir: ttb,
  spacing: 0.8mm,
  stack(dir: ltr, ..range(count).map(_ => cell)),
  if label != none { align(center, text(6.5pt, fill: quiet, label)) },
))
#let joined(groups, sign) = {
  let parts = groups.map(group => cells(group.at(0), label: group.at(1)))
  let between = box(width: 2.6mm, height: 6.4mm, align(center + horizon, text(11pt, sign)))
  box({
    set text(dir: ltr)
    grid(columns: parts.len() * 2 - 1, align: top, ..parts.intersperse(between))
  })
}
#let date-cells(parts) = joined(
  if parts == "year" { () } else if parts == "month" { ((2, words.month),) } else { ((2, words.day), (2, words.month)) }
    + ((4, words.year),),
  ".",
)
#let time-cells = joined(((2, words.hour), (2, words.minute)), ":")
#let one = box(baseline: 0.5mm, circle(radius: 1.75mm, stroke: pen))
#let several = box(baseline: 0.5mm, square(size: 3.4mm, stroke: pen))
#let ranked = box(baseline: 1.4mm, square(size: 5mm, stroke: pen))

#let marked(mark, label) = par(hanging-indent: 5.3mm)[#mark#h(1.8mm)#label]
#let columns-for(choices) = {
  let longest = calc.max(..choices.map(letters))
  if longest <= 24 and choices.len() >= 6 { 3 } else if longest <= 44 and choices.len() >= 4 { 2 } else { 1 }
}
#let listed(mark, choices) = grid(
  columns: columns-for(choices) * (1fr,),
  column-gutter: 5mm,
  row-gutter: 2.4mm,
  ..choices.map(choice => marked(mark, rich(choice))),
)
#let beside(mark, choices) = {
  set par(leading: 0.9em)
  choices.map(choice => box[#mark#h(1.8mm)#rich(choice)]).join(h(7mm, weak: true) + sym.zws)
}
// The last line is the one that ends the question.
#let lines(count) = stack(dir: ttb, ..range(count - 1).map(_ => box(width: 100%, height: 7.5mm, stroke: (bottom: hair))), v(5.2mm))
#let labelled(label, width) = box(grid(columns: 2, column-gutter: 1.6mm, align: bottom, small(label), rule(width)))
#let point = grid(columns: 2, column-gutter: 6mm, labelled(words.latitude, 42mm), labelled(words.longitude, 42mm))

#let narrow-kinds = ("digits", "decimal", "date", "time", "date-time", "code", "media", "acknowledge")
#let answer(item) = {
  let given = item.answer
  let kind = given.kind
  if kind == "choices" {
    let mark = if given.isMultiple { several } else { one }
    if given.isRow { beside(mark, given.choices) } else { listed(mark, given.choices) }
  } else if kind == "rank" { listed(ranked, given.choices) }
  else if kind == "digits" { cells(given.count) }
  else if kind == "decimal" { rule(45mm) }
  else if kind == "code" {
    if given.isMultiple { labelled(words.codes, 50mm) } else { labelled(words.code, 32mm) }
  } else if kind == "scale" {
    box({
      set text(dir: ltr)
      let count = given.values.len()
      grid(columns: count, column-gutter: 6mm, row-gutter: 1.2mm, align: center, ..count * (one,), ..given.values.map(small))
    })
  } else if kind == "lines" { lines(given.count) }
  else if kind == "date" { date-cells(given.parts) }
  else if kind == "time" { time-cells }
  else if kind == "date-time" { grid(columns: 2, column-gutter: 3mm, date-cells("day"), time-cells) }
  else if kind == "points" { stack(dir: ttb, spacing: 2.5mm, ..range(given.count).map(_ => point)) }
  else if kind == "media" { labelled(words.at("media." + given.media), 32mm) }
  else if kind == "drawing" { rect(width: 100%, height: 30mm, stroke: hair) }
  else if kind == "acknowledge" { [#several#h(1.8mm)#words.acknowledge] }
}

// What is asked.
#let sentence(condition) = if condition != "" { block(width: 100%, below: 0.5em, own(text(8pt, style: "italic", condition))) }
#let asked(item, remark: true) = {
  sentence(item.condition)
  rich(item.text)
  if item.isRequired { strong[ \*] }
  let more = if remark { item.remark } else { "" }
  if item.hint.len() > 0 { block(above: 0.5em, small(rich(item.hint))) }
  if more != "" { block(width: 100%, above: 0.5em, own(small(more))) }
}
#let question(item) = {
  let is-narrow = item.answer.kind in narrow-kinds
  let is-long = letters(item.text) + letters(item.hint) > 1200 or item.answer.kind == "lines" and item.answer.count > 8
  block(width: 100%, above: 0pt, below: 0pt, breakable: is-long, stroke: (bottom: hair), inset: (y: 2.3mm))[
    #if is-narrow {
      grid(columns: (numbers, 1fr, narrow), column-gutter: (0mm, 3mm), align: start + horizon,
        strong(str(item.number)), asked(item), answer(item))
    } else {
      grid(columns: (numbers, 1fr), row-gutter: 2.8mm, strong(str(item.number)), asked(item), [], answer(item))
    }
  ]
}
#let note(item) = block(width: 100%, above: 2mm, below: 2mm, inset: (x: 3mm, y: 2.2mm), fill: luma(94%))[
  #sentence(item.condition)
  #rich(item.text)
]
#let choice-grid(item) = {
  let count = item.choices.len()
  let width = if count <= 4 { 21mm } else { 17.5mm }
  table(
    columns: (numbers, 1fr) + count * (width,),
    stroke: (_, y) => (bottom: if y == 0 { pen } else { hair }),
    inset: (x, _) => (x: if x < 2 { 0mm } else { 0.8mm }, y: 2mm),
    align: (x, y) => if x < 2 { start + horizon } else { center + if y == 0 { bottom } else { horizon } },
    table.header([], [], ..item.choices.map(choice => text(7.5pt, rich(choice)))),
    ..item.questions.map(each => (strong(str(each.number)), asked(each), ..range(count).map(_ => one))).flatten(),
  )
}

// What is asked several times.
#let in-cell(given) = {
  if given.kind == "digits" { cells(given.count) }
  else if given.kind == "date" { joined(((2, none), (2, none), (4, none)), ".") }
  else if given.kind == "time" { joined(((2, none), (2, none)), ":") }
  else { v(6.4mm) }
}
#let copy-table(item) = {
  let kinds = item.parts.map(part => part.answer.kind)
  let wide = if "lines" in kinds { ("lines",) } else { ("code", "decimal") }
  table(
    columns: (numbers,) + kinds.map(kind => if kind in wide { 1fr } else if kind in ("code", "decimal") { 30mm } else { auto }),
    stroke: hair,
    inset: (x: 1.6mm, y: 1.3mm),
    align: (_, y) => start + if y == 0 { bottom } else { horizon },
    table.header(
      own(text(8pt, words.number)),
      ..item.parts.map(part => text(8pt)[*#part.number* #asked(part)]),
    ),
    ..item.copies.enumerate().map(((at, _)) => (text(8pt, str(at + 1)), ..item.parts.map(part => in-cell(part.answer)))).flatten(),
  )
}

#show heading: it => {
  let size = if it.level == 1 { 17pt } else if it.level == 2 { 12pt } else { 10pt }
  set text(size)
  block(
    width: 100%,
    sticky: true,
    above: if it.level == 1 { 0pt } else if it.level == 2 { 6mm } else { 4mm },
    below: if it.level == 1 { 4mm } else { 0mm },
    inset: (bottom: if it.level == 1 { 0mm } else { 1.4mm }),
    stroke: if it.level == 1 { none } else { (bottom: if it.level == 2 { 0.9pt + black } else { pen }) },
    it.body,
  )
}
#let headed(heading-of, level, condition) = {
  if heading-of.len() > 0 { heading(level: level, rich(heading-of)) }
  if condition != "" { block(above: 2mm, below: 1mm, sticky: true, sentence(condition)) }
}
#let render(part, level) = {
  if part.kind == "question" { question(part) }
  else if part.kind == "note" { note(part) }
  else if part.kind == "grid" { choice-grid(part) }
  else {
    headed(part.heading, level, part.condition)
    let below = if part.heading.len() > 0 { level + 1 } else { level }
    if part.kind == "section" { for each in part.parts { render(each, below) } }
    else if part.layout == "table" { block(above: 2mm, below: 2mm, copy-table(part)) }
    else {
      for name in part.copies {
        heading(level: below, name)
        for each in part.parts { render(each, below + 1) }
      }
    }
    if part.kind == "repeat" and part.isOpen { block(above: 2mm, below: 2mm, own(small(words.more))) }
  }
}

// The sheets.
#let page-of(at, count) = words.page.replace("⟨", str(at)).replace("⟩", str(count))
#set page(
  paper: "a4",
  margin: (top: 21mm, bottom: 20mm, x: 17mm),
  header-ascent: 5mm,
  footer-descent: 5mm,
  header: {
    set text(8pt, fill: quiet)
    block(width: 100%, stroke: (bottom: hair), inset: (bottom: 1.5mm), grid(
      columns: (1fr, auto),
      column-gutter: 6mm,
      if sheet.mission == "" { sheet.title } else [#sheet.mission · #sheet.title],
      sheet.edition,
    ))
  },
  footer: context {
    set text(8pt, fill: quiet)
    grid(
      columns: (1fr, auto),
      align: bottom,
      if counter(page).get().first() > 1 {
        grid(columns: 2, column-gutter: 7mm, labelled(words.observer, 30mm), labelled(words.station, 30mm))
      },
      box(height: 5mm) + page-of(counter(page).get().first(), counter(page).final().first()),
    )
  },
)

= #sheet.title
#block(below: 4mm, grid(
  columns: (1fr, 1fr, auto, auto),
  stroke: pen,
  inset: (x: 2.4mm, y: 2mm),
  row-gutter: 0mm,
  ..(
    (words.observer, v(8mm)),
    (words.station, v(8mm)),
    (words.date, date-cells("day")),
    (words.start, time-cells),
  ).map(((label, room)) => stack(dir: ttb, spacing: 1.6mm, text(7.5pt, fill: quiet, label), room)),
))
#block(below: 4mm, own(small(words.how)))

#for part in sheet.parts { render(part, 2) }

#if sheet.checks.len() > 0 {
  block(width: 100%, above: 6mm, breakable: sheet.checks.len() > 12, stroke: pen, inset: 3mm)[
    #own(strong(words.checks))
    #for check in sheet.checks { block(above: 1.8mm, par(hanging-indent: 4mm)[–#h(2mm)#rich(check)]) }
  ]
}
#block(width: 100%, above: 6mm, breakable: false, grid(
  columns: (auto, auto, auto, auto, auto, 1fr),
  column-gutter: (2.4mm, 7mm, 2.4mm, 7mm, 2.4mm),
  align: horizon,
  words.end, joined(((2, none), (2, none)), ":"),
  words.further, cells(2),
  words.signature, rule(100%),
))

#let choice-line(choice) = {
  // Labels of places often begin with their code.
  let rest = if choice.label.starts-with(choice.code) { choice.label.slice(choice.code.len()).trim() } else { choice.label }
  block(above: 1.6mm, below: 1.6mm, breakable: false, text(8pt, par(hanging-indent: 4mm)[*#choice.code*#h(2mm)#rest]))
}
#let most-balanced = 120
#for list in sheet.appendices {
  heading(level: 2, list.heading)
  block(above: 2mm, below: 3mm, sticky: true, own(small(list.remark)))
  if list.choices.len() > most-balanced {
    columns(3, gutter: 6mm, list.choices.map(choice-line).join())
  } else {
    let rows = calc.ceil(list.choices.len() / 3)
    block(width: 100%, breakable: false, grid(
      columns: (1fr, 1fr, 1fr),
      column-gutter: 6mm,
      ..list.choices.chunks(rows).map(chunk => chunk.map(choice-line).join()),
    ))
  }
}
`;
