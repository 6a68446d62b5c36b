/** What a code means, and one thing to try. */
export type Meaning = readonly [meaning: string, attempt: string];

/** One sentence for each room: who speaks. */
export const rooms: Readonly<Record<string, string>> = {
  alert: "Alerts: when a value is told and when it is not.",
  cli: "The command line: files and options.",
  compose: "Putting the modules of an economy together.",
  csv: "The text of a data file as CSV.",
  data: "Data files that inputs and lookups are read from.",
  device: "Devices: their keys, the messages they sign, SenML, the registry.",
  diagram: "Drawing the stocks and flows of a model.",
  dimension: "Dimensions and the elements of subscripted variables.",
  environment: "Air quality, noise and plumes.",
  equation: "The text of an equation. The place is that of the first mistake in it.",
  evidence: "The store of what devices have said, and what is judged of it.",
  exact: "The exact backend, which computes with fractions of whole numbers.",
  gamma: "Special functions.",
  gradient: "Derivatives of a run by parameters and initial values.",
  history: "What a network recorded.",
  inequality: "Measures of inequality.",
  ingest: "Taking messages in: from a broker, over HTTP, from files.",
  insight: "Methods that turn readings into findings: detection, forecasts, calibration, modules.",
  internal: "A fault of Tokenwright itself.",
  ledger: "The books: supply is what was minted less what was burned.",
  lookup: "Tables of a model.",
  maintenance: "Lifetimes of machines.",
  model: "A model as a whole.",
  module: "Modules of a device network: manifests, versions, units, upgrades.",
  moments: "Means and deviations of a sample.",
  name: "Names of variables, modules and units.",
  network: "A network of nodes: its file, its nodes, what they answer.",
  pipeline: "The file of a pipeline of modules.",
  pool: "The whole-number arithmetic of pools in the library.",
  privacy: "Private releases, budgets, secure aggregation and erasure.",
  quantile: "Quantiles of a sample.",
  random: "Random draws.",
  replay: "Driving a model with recorded data.",
  reward: "Epochs, reward policies, payouts and their trees.",
  run: "Running a model.",
  scenario: "What a scenario file says.",
  server: "The studio on this machine.",
  split: "Splitting an amount by weights.",
  store: "The folder of a run.",
  studio: "The studio's page.",
  unit: "Units and quantities.",
  why: "Asking for the causes of a value.",
  xmile: "A model in XMILE, the OASIS standard of system dynamics.",
  yaml: "The text of a scenario file as YAML.",
};

/** Every code that an error can have. Kept by hand; `npm run docs` fails when one is missing or has no error. */
export const meanings: Readonly<Record<string, Meaning>> = {
  "alert/rule": [
    "An alert would be cleared on the far side of where it is raised, or has a negative span.",
    "Clear a little on the normal side of the threshold.",
  ],
  "alert/state": ["Bytes are no saved state of alerts.", "Start them anew and feed them the last records."],

  "cli/data-changed": [
    "A data file is not the one that a stored run was made with.",
    "Name the folder that has it with `--data`, or run the scenario again.",
  ],
  "cli/data-folder": [
    "A stored run was made with data files, and its folder has their names and hashes, not the files.",
    "Name the folder that has them: `--data FOLDER`.",
  ],
  "cli/empty": ["The file has nothing in it.", "Start from a template: `tokenwright init scenario.yaml`."],
  "cli/is-a-folder": ["A folder is named where a file is needed.", "Name a file in it."],
  "cli/no-file": ["There is no file of that name.", "Check the name; the message offers the nearest one."],
  "cli/no-data": [
    "There is no data file to replay: none beside the scenario, and none named.",
    "Name it: `--data epochs.csv`.",
  ],
  "cli/not-text": ["The file is not text in UTF-8.", "Check that it is the file you mean, or save it as UTF-8."],
  "cli/outside": [
    "The data file that a scenario names lies outside its folder.",
    "Copy it beside the scenario, or name it: `--data FILE`.",
  ],
  "cli/too-large": [
    "The file is larger than any scenario.",
    "Check that it is the file you mean; data belongs in a CSV file.",
  ],
  "cli/unreadable": ["The system does not let the file be read.", "Check its permissions."],
  "cli/usage": ["An option or argument is not one the command has.", "Look at the command's `--help`."],

  "compose/conflict": [
    "Two modules disagree about a unit, a dimension or a name, or no epoch of theirs divides all others.",
    "Rename the unit in the module (`assets: { token: ADA }`), or state the economy's epoch (in a scenario, `step:`).",
  ],
  "compose/epoch": [
    "A module's epoch is not a whole multiple of the economy's, or is longer where flows are continuous.",
    "Take a step that divides all epochs, as the hint says, and no `integrate: rk4`.",
  ],
  "compose/unknown-name": [
    "A module is given a parameter, stock, input or asset that its model does not have.",
    "Use one of the names in the message.",
  ],

  "csv/duplicate-column": ["Two columns have one name.", "Rename one of them."],
  "csv/duplicate-epoch": ["An epoch stands in two rows.", "Remove one of them."],
  "csv/epoch": [
    "A value in the column of epochs is not a whole number.",
    "Check that `replay.epoch` names the right column.",
  ],
  "csv/missing-column": [
    "The data has no column of that name.",
    "Use the one the message offers, or correct `replay.columns`.",
  ],
  "csv/missing-epoch": [
    "An epoch between the first and the last has no row.",
    "Add it, or replay a shorter span: `--from`, `--to`.",
  ],
  "csv/no-header": ["The first line does not name the columns.", "Add a line with a name for every column."],
  "csv/no-rows": ["The data has no rows.", "Check that it is the file you mean."],
  "csv/null": ["A cell that is needed has no value.", "Fill it, or leave the row out."],
  "csv/number": ["A cell that is needed is not a number.", "Write digits with a decimal point, without grouping."],
  "csv/quote": [
    "A quoted cell is never closed, or text follows its quote.",
    "Add the quote, or double it within the cell.",
  ],
  "csv/ragged": [
    "A row has more or fewer cells than there are columns.",
    "Add or remove commas; put a cell with a comma in quotes.",
  ],
  "csv/too-large": ["The data is larger than can be read.", "Leave out columns and rows that are not used."],

  "data/no-file": [
    "A data file that the scenario names is not beside it.",
    "Check the name; it counts from the scenario's folder.",
  ],
  "data/no-reader": [
    "A program read a scenario with data files and did not say from which folder they may be read.",
    "Give one: `readScenario(text, { readDataFile: filesIn(folder) })`.",
  ],
  "data/no-start": [
    "The rows of a data file are dates or epochs, and the scenario does not say at which it starts.",
    "Add `start: { date: … }` or `start: { epoch: … }`.",
  ],
  "data/not-a-file": ["A data file is a folder or a device.", "Name a CSV file."],
  "data/not-text": ["A data file is not text in UTF-8.", "Save it as CSV in UTF-8."],
  "data/order": [
    "The rows of a data file are not in the order of time, or a time stands twice.",
    "Sort the rows, and keep one of each time.",
  ],
  "data/outside": ["A data file lies outside the scenario's folder.", "Copy it there."],
  "data/range": [
    "The data begins after the start of the scenario or ends before its end.",
    "Move the start or shorten the horizon, or say what holds there: `before: first`, `after: last`.",
  ],
  "data/time": [
    "A cell of the column of times is no time.",
    "Write dates as year-month-day; say of numbers whether they are epochs or elapsed.",
  ],
  "data/too-large": [
    "The data files are larger than the budget of 64 MiB for all of them.",
    "Keep the rows and columns that are needed.",
  ],
  "data/too-many": [
    "Inputs from data have more values than the budget of a million.",
    "Shorten the horizon, or take longer steps.",
  ],
  "data/unreadable": ["The system does not let a data file be read.", "Check its permissions."],

  "device/algorithm": [
    "The header of a signed message names another algorithm than Ed25519, or an extension that must be understood.",
    "Sign with EdDSA (COSE: -8), the algorithm in the protected header.",
  ],
  "device/batch": ["A batch to be signed has no pack, or more than 2^20.", "Sign fewer packs at once."],
  "device/cbor": [
    "The CBOR of a message is not well-formed, has indefinite lengths or a key twice, or is nested too deep.",
    "Encode with definite lengths, every key once; the message says at which byte.",
  ],
  "device/did": ["The text is no did:key of an Ed25519 key.", "`tokenwright device keygen` prints one."],
  "device/envelope": [
    "A field of a signed envelope is missing, unknown or out of range, or a header contradicts it.",
    "The place names the field; the guide of device networks lists them.",
  ],
  "device/form": [
    "The message is neither a JWS in compact form, nor a COSE_Sign1, nor a pack of a signed batch.",
    "Send exactly the bytes that were signed with their signature, nothing around them.",
  ],
  "device/json": [
    "The JSON of a message or registry is not well-formed, has a key twice or one that is not allowed, or is nested too deep.",
    "Write every key once; the message says where.",
  ],
  "device/key": [
    "A key is none of Ed25519, or its halves do not belong together.",
    "Make one: `tokenwright device keygen -o station.key.json`.",
  ],
  "device/key-revoked": [
    "The message arrives after its key was revoked.",
    "Sign with a key that is in force; register a new one.",
  ],
  "device/key-validity": [
    "The device's time lies outside the time in which the key may sign.",
    "Check the device's clock, and the key's validFrom and validTo in the registry.",
  ],
  "device/number": [
    "A number that a device sent is NaN, infinite, larger than 10^100, or a time that is none.",
    "Leave the record out, or say in a text value that there is no measurement.",
  ],
  "device/proof": [
    "The pack of a batch does not stand at its place under the signed root.",
    "Send the pack's bytes, index and proof as they were when the batch was signed.",
  ],
  "device/registry": [
    "The registry of devices says something that cannot be.",
    "The place names the key; the guide of device networks has an example.",
  ],
  "device/senml": [
    "A record of a SenML pack is not as RFC 8428 wants it.",
    "The place counts records from 0: `readings[2].v`.",
  ],
  "device/senml-version": [
    "The records of a pack disagree on the version of SenML, or it is one of the future.",
    "Leave `bver` out: it is then 10.",
  ],
  "device/signature": [
    "The signature is not that of the registered key for these bytes.",
    "Sign the exact bytes that are sent; check the key id.",
  ],
  "device/simulation": ["The plan of simulated devices says something that cannot be.", "The message says what can."],
  "device/too-large": ["A message, pack or value is larger than is read.", "Send fewer records at once."],
  "device/ucum": [
    "Two units of measure are of different kinds, or one is not in the table of UCUM.",
    "Name units as UCUM does: `Cel`, `hPa`, `ug/m3`.",
  ],
  "device/unit": [
    "The unit of a reading is not in the SenML registry.",
    "Use the registry's spelling: `Cel`, `%RH`, `hPa`; the message offers the nearest.",
  ],
  "device/unknown-device": ["The device is not in the registry.", "Register it, or check its name."],
  "device/unknown-key": ["The device has no key of that id.", "Register the key, or name the right one."],
  "diagram/too-large": [
    "The diagram of a model would have more boxes or arrows than can be laid out.",
    "Draw the structure alone (`--detail structure`), or one module at a time.",
  ],
  "dimension/duplicate": ["A dimension has two elements of one name.", "Rename one of them."],
  "dimension/empty": ["A dimension has no elements, or far too many.", "List at least one element."],
  "dimension/subrange": [
    "A subrange names a dimension or an element that does not exist.",
    "Use elements of the dimension it is of.",
  ],
  "dimension/map": [
    "A map from one dimension to another names an element that is not there, or leaves one out.",
    "Say for every element which one of the other dimension it belongs to.",
  ],
  "dimension/populations": [
    "A variable is subscripted by two populations.",
    "Make the smaller one a dimension with named elements.",
  ],
  "dimension/too-large": [
    "A dimension has more elements than can be taken one by one, or a population too many agents.",
    "Make it a population, or let one agent stand for many.",
  ],
  "dimension/unknown": [
    "A variable is subscripted by something that is no dimension.",
    "Declare it under dimensions, or correct the name.",
  ],
  "dimension/unknown-element": [
    "A text is given for an element that the variable does not have.",
    "Use the elements in the message.",
  ],
  "environment/concentration": ["A concentration is negative or no decimal number.", "Leave a missing value out."],
  "environment/least-squares": [
    "Columns differ in length or hold values that are not finite.",
    "Check where the values come from.",
  ],
  "environment/noise": [
    "Sound levels are missing or not finite, or periods are out of order.",
    "Give 24 hourly levels in dB.",
  ],
  "environment/plume": ["A plume has no wind, or a negative height or emission.", "Leave calm hours out."],
  "environment/pollutant": ["The air quality index has no such pollutant.", "Use one the message lists."],
  "environment/source": [
    "A search for a source cannot be made from what is given.",
    "Give at least three observations, an area and a noise above 0.",
  ],
  "environment/stability": ["There is no such stability class.", "Use a letter from A to F."],

  "equation/aggregate": [
    "An aggregate has nothing to run over, too many values, or every agent with every other one.",
    "Write a subscripted variable with *: sum(balance[*]).",
  ],
  "equation/arguments": [
    "A function has too few or too many arguments.",
    "Compare with its form in the language reference.",
  ],
  "equation/chained-comparison": ["A comparison follows a comparison, as in `a < b < c`.", "Write `a < b and b < c`."],
  "equation/character": ["A character that no equation holds.", "Remove it; a percentage is written `{5 %}`."],
  "equation/distribution": [
    "Known parameters make no distribution, such as a standard deviation below zero.",
    "Check their order and their signs.",
  ],
  "equation/division-by-zero": ["The divisor is the number 0.", "Check the divisor."],
  "equation/empty": ["The equation has no text.", "Write 0 for nothing."],
  "equation/levels": [
    "The number of levels of delayN or smoothN is not known before the run.",
    "Write a whole number from 1 to 1000.",
  ],
  "equation/conveyor": [
    "`leaving(…)` is asked of something that is no conveyor.",
    "Name a stock declared with `conveyor`, or declare it so.",
  ],
  "equation/memory": [
    "`previous` or `initial` is given an expression; they look back at a variable.",
    "Give the expression a name of its own as an auxiliary.",
  ],
  "equation/name": ["A name is too long or has a meaning of its own.", "Rename it."],
  "equation/number": [
    "A number that cannot be read, or braces without one.",
    "Write 0.3, 1_000 or 45e9, with a unit `{340 ADA}`.",
  ],
  "equation/population": [
    "An equation of one value gives one for each agent of a population.",
    "Take an aggregate: sum, mean, share; or declare the variable over the population.",
  ],
  "equation/subscript": [
    "A name has an index, and the model has no dimensions.",
    "Write one variable for each element.",
  ],
  "equation/too-deep": [
    "Too many parentheses, calls or conditions inside one another.",
    "Name parts of it as auxiliaries.",
  ],
  "equation/too-long": ["The equation is longer than 10,000 characters.", "Name parts of it as auxiliaries."],
  "equation/unclosed": [
    "A parenthesis, bracket or brace is not closed.",
    "Add the closing sign where the message points.",
  ],
  "equation/unexpected": [
    "Something stands where it cannot: two values in a row, an operator without a value.",
    "Follow the message's `try`.",
  ],
  "equation/unknown-function": [
    "The language has no function of that name.",
    "Use the one the message offers; all are in the language reference.",
  ],
  "equation/unknown-name": [
    "The model has no variable of that name.",
    "Declare it, or name its module: `supply.fees`.",
  ],

  "equation/unknown-table": [
    "The first argument of lookup is no table of the model.",
    "Declare it under lookups, or correct the name.",
  ],
  "evidence/closed": ["The evidence is asked after its store was closed.", "Open it again."],
  "evidence/damaged": [
    "A file of the evidence is not as it was written.",
    "Take it from a backup, or move it away and fetch its messages from another node.",
  ],
  "evidence/erasure": ["An erasure names no device or no time.", "Give the SHA-256 of the device's name and a time."],
  "evidence/failed": [
    "The disk refused to keep a message. What was acknowledged before is there.",
    "See to the disk, then open the evidence again.",
  ],
  "evidence/locked": [
    "Another process writes to this evidence.",
    "End that process, or give this one a folder of its own.",
  ],
  "evidence/message": [
    "What is to be kept, or was kept, is no message of a device.",
    "Give the bytes as they came, signature included.",
  ],
  "evidence/settings": [
    "The settings by which evidence is judged, or the epoch, say something that cannot be.",
    "The message says what can.",
  ],
  "exact/irrational": [
    "An operation or draw has no exact value, such as a logarithm.",
    "Use the js backend, or feed the variable with data.",
  ],
  "exact/too-wide": [
    "A number has grown past 4096 bits.",
    "Round where the protocol rounds, with `floor(…)`, or use the js backend.",
  ],

  "gamma/argument": [
    "The incomplete gamma function is given values outside its domain.",
    "Give a finite a above 0 and x of at least 0.",
  ],
  "gradient/agents": [
    "Too many agents read values of agents they name, for a gradient taken backwards.",
    'Take it forwards: mode: "forward".',
  ],
  "gradient/conveyor": [
    "The variable follows from a conveyor that the parameters change, and what leaves a conveyor has no derivative.",
    "Ask for a variable before the conveyor, use delay(…), or take the difference of two runs.",
  ],
  "gradient/draw": [
    "A draw has parameters that move within a step of Runge and Kutta's method.",
    "Use `integrate: steps`.",
  ],
  "gradient/memory": [
    "The way back through the run takes more memory than it may.",
    'Raise memoryBudget, or take the gradient forwards: mode: "forward".',
  ],
  "gradient/not-finite": [
    "A derivative is infinite or undefined.",
    "Look for a root or a power at 0, a division by something near 0, or growth without bound.",
  ],
  "history/not-counted": [
    "A day lies outside of those that were counted.",
    "Name a day between the first and the last one of the record.",
  ],
  "inequality/law": [
    "A distribution of wealth is given a parameter outside its domain.",
    "Check the order of the parameters.",
  ],
  "inequality/sample": [
    "A sample holds negative or infinite holdings, or none above zero.",
    "Leave out debts, or add them to the holdings.",
  ],
  "ingest/ahead": [
    "A device's clock is further ahead than the network allows.",
    "Set the device's clock; the network's file says how much is allowed (`acceptance.skewSeconds`).",
  ],
  "ingest/body": ["A request has no message, or one of another content type.", "Send JWS, COSE, or lines of them."],
  "ingest/broker": [
    "A broker cannot be reached or refuses this node.",
    "See that it runs, and check name and password.",
  ],
  "ingest/device-quota": ["A device sent more than its share.", "Send again later; nothing of it was kept."],
  "ingest/dropped": [
    "A message was dropped because the node had no room, and its sender does not keep it (QoS 0).",
    "Send with QoS 1: then the sender waits instead.",
  ],
  "ingest/file": ["A file of messages cannot be read, or a line of it is no message.", "The place names the line."],
  "ingest/network-quota": ["The network has more messages than it takes.", "Send again later; nothing of it was kept."],
  "ingest/port": ["A port is taken, or not this machine's to listen on.", "Name another one in the network's file."],
  "ingest/sequence-old": [
    "A message's sequence is more than 1,024 below the last one of its key.",
    "Send messages in about the order of their sequence; a replay cannot be helped.",
  ],
  "ingest/sequence-used": [
    "Another message had the same sequence.",
    "Count the sequence up with every message; two devices with one key do this too.",
  ],
  "ingest/stopping": ["The node is being stopped and takes no more messages.", "Send again when it is back."],
  "ingest/topic": ["A client published elsewhere than below `up/`.", "Devices publish to `up/` and anything below it."],
  "ingest/unsigned": ["Readings came without a signature.", "Sign them: `tokenwright device sign`."],

  "internal/error": ["Something happened that no input should cause.", "Report it with the scenario that shows it."],
  "internal/no-code": ["An error without a finding was made.", "Report it with the scenario that shows it."],
  "ledger/conveyor": [
    "The batches in a conveyor do not sum to what its stock holds: the run is stopped.",
    "Report it with the scenario that shows it.",
  ],
  "ledger/leak": [
    "The stocks do not sum to what was minted less what was burned: the run is stopped.",
    "Report it with the scenario that shows it.",
  ],

  "insight/channels": ["A sensor to be calibrated has no channel, or more than 32.", "Give the channels it has."],
  "insight/horizon": ["A forecast is asked for no row, or for more than 10,000.", "Ask for fewer rows ahead."],
  "insight/level": ["An interval is asked for a share that is none.", "Give a share between 0 and 1, such as 0.95."],
  "insight/memory": [
    "A forecaster or a calibration is to keep too few rows, or too many.",
    "Keep as many as the message allows.",
  ],
  "insight/period": [
    "A period is no whole number of rows from 1 to 10,000.",
    "Give the rows after which the series repeats itself: 24 for hours of a day, 1 for none.",
  ],
  "insight/state": [
    "A saved state is damaged, or of another method, version or setting.",
    "Start the method anew and feed it the last readings.",
  ],
  "insight/threshold": [
    "The threshold of a detector is not above 0 and at most 10.",
    "0.8 is the one that is measured.",
  ],
  "insight/too-few-values": [
    "A history has fewer than four values, or more missing rows than values.",
    "Wait for more readings, or give a longer history.",
  ],

  "lookup/order": [
    "The x of a table does not rise from point to point.",
    "Sort the points and keep one of two with the same x.",
  ],
  "lookup/points": ["A table has no points, or far too many.", "Give at least one point."],
  "lookup/unit": ["One side of a table has values in different units.", "Use one unit for each side."],
  "maintenance/lives": [
    "A lifetime law cannot be had from these ages.",
    "Give at least two failures at different ages.",
  ],
  "maintenance/share": ["A share of failed units lies outside [0, 1).", "Use 0.1 for B10."],
  "maintenance/weibull": [
    "A lifetime law has a shape or scale that is not above 0.",
    "Fit it from ages, or correct the parameter.",
  ],

  "model/clock": ["The clock of a model without units is not two numbers.", "Write a start and a step above zero."],
  "model/conveyor": [
    "A conveyor is declared in a way that it cannot work: nothing carries what leaves it, or it may be negative, has a cliff without linear release, or is integrated by rk4.",
    "Do what the hint says; one flow out of it must name `leaving(it)`.",
  ],
  "model/decision": [
    "A decision is not complete, or says two things that exclude each other.",
    "Give it `set` and exactly one of `at`, `when` and `while`; `delay` goes with `when`.",
  ],
  "model/decision-time": [
    "The time of a decision is no length of time, not after the start, or not known before the run.",
    "Write a time such as `2 year`, or an equation of parameters.",
  ],
  "model/duplicate-name": ["Two things have one name.", "Rename one of them."],
  "model/epoch": ["The step is not the epoch that the model counts in.", "Write `step:` with the model's epoch."],
  "model/flow-ends": [
    "A flow's end is no stock, or both ends are one stock, or it has none.",
    "Name a stock at one end at least; leave an end out to mint or burn.",
  ],
  "model/loop": [
    "Variables of one step depend on each other in a circle.",
    "Let one look back, `previous(x)`, or put a stock between them.",
  ],
  "model/no-step": ["The model has no epoch, and no step is given.", "Give a step: `step: 1 day`."],
  "model/no-unit": ["A value given by an equation has no unit.", 'Add `unit: "…"`, 1 for a plain number.'],
  "model/step": ["The step is not a length of time above zero.", "Write for example `5 day`."],
  "model/too-large": [
    "The model names more things than can be computed, or its agents need more memory than one run may take.",
    "Split it into several models, or use fewer agents.",
  ],
  "model/unknown-parameter": [
    "A decision changes something that is no parameter of the model.",
    "Name a parameter; one of a module begins with the module: `supply.rho`.",
  ],

  "module/code": [
    "A module's code is not what its manifest was made for, missing or too large.",
    "Get the module again from its publisher.",
  ],
  "module/duplicate": ["One version of a module has two contents.", "Give the changed module a new version."],
  "module/json": [
    "A value is no JSON: not finite, too deep, or no plain data.",
    "Use texts, finite numbers, truth values, null, lists and objects.",
  ],
  "module/manifest": [
    "A manifest lacks a key, or has one that cannot be.",
    "Compare it with the one in the guide of modules.",
  ],
  "module/schema": [
    "A JSON Schema has a keyword that is not understood here.",
    "Use the keywords that the message lists.",
  ],
  "module/signature": [
    "A module is not signed, or not by a key that is trusted.",
    "Ask its publisher, or add the key to those you trust.",
  ],
  "module/unit": ["A text is no UCUM unit known here.", "Mind upper and lower case; a mere count is `1`."],
  "module/unknown": [
    "No module at hand is what was asked for.",
    "Install it, or use a version that the message lists.",
  ],
  "module/upgrade": [
    "A new version cannot take the place of the old one.",
    "Keep the form and units of its values, or change the pipeline.",
  ],
  "module/version": ["A text is no semantic version or range.", "Write `1.2.0`, `^1.2.0` or `*`."],

  "moments/empty": ["The sample has too few values for this measure.", "Check the filter, or make more runs."],
  "name/invalid": [
    "A name is not a letter or underscore and then letters, digits or underscores.",
    "Use the name the message offers.",
  ],
  "name/reserved": ["A name has a meaning of its own in equations or files.", "Rename it, for example `epochValue`."],
  "network/away": ["No node answers at the address.", "Start one, or name the address its file says under `api`."],
  "network/epochs": [
    "The folder of settled epochs is another network's, or has a gap.",
    "Give each network a folder of its own; fetch the epochs that are missing.",
  ],
  "network/failed": ["The node cannot do what it was asked.", "Its terminal says why; ask again later."],
  "network/file": ["A network's file says something that cannot be.", "The place names the key and the line."],
  "network/host": [
    "A request names a host that is not the node's.",
    "Use the node's own address, or list the name under `api.hosts`.",
  ],
  "network/key": [
    "The file of a node's key holds none.",
    "Move it away; a new key is made, and other nodes must be told of it.",
  ],
  "network/listeners": ["There are too many listeners to events.", "Close one."],
  "network/no-file": [
    "A file that the network's file names cannot be read.",
    "Paths are relative to the network's file.",
  ],
  "network/no-page": ["The node has nothing at that address.", "`/openapi.json` lists what there is."],
  "network/origin": ["A page of another origin asked.", "Ask from a program, or from a page of the node's own."],
  "network/peer": [
    "Another node cannot be reached, answers wrongly, or is not known.",
    "See that it runs, and that both files name the other's key.",
  ],
  "network/request": ["A question to the node is not as it should be.", "`/openapi.json` says how it is asked."],

  "pipeline/cycle": ["Stages take from one another in a circle.", "Take one of the wires out."],
  "pipeline/form": [
    "A key of the pipeline is missing, unknown or has an unusable value.",
    "Compare it with the one in the guide of modules.",
  ],
  "pipeline/lock": ["A lock file is damaged or belongs to another pipeline.", "Make the lock file anew."],
  "pipeline/name": ["A name is unusable, or stands for a source and a stage.", "Use letters, digits and hyphens."],
  "pipeline/parameters": ["Parameters are not as the module takes them.", "Use the names and bounds of its manifest."],
  "pipeline/run": ["A module has no file to run in a thread of its own.", "Write `run: here`."],
  "pipeline/unit": [
    "A value comes in another unit than is taken in.",
    "Convert it with `convert: true`, or put a module between.",
  ],
  "pipeline/unknown": ["A name is neither a source nor a stage.", "Use one the message lists."],
  "pipeline/value": ["A stage or module has no value of that name.", "Use one the message lists."],

  "pool/liquidity": [
    "A swap asks for more than the liquidity of a range holds.",
    "Ask for less than lies between the price and zero.",
  ],
  "pool/no-balance": [
    "The invariant of a pool cannot be found: one side is hundreds of times the other.",
    "Use balances that are nearer to each other.",
  ],
  "pool/tick": ["A price is given by a number that is not a tick.", "Use a whole number from -887272 to 887272."],
  "privacy/aggregation": [
    "A round of secure aggregation was asked for out of order, of too few, or with what does not fit.",
    "Run the four rounds in order, and begin again when fewer than the threshold are left.",
  ],
  "privacy/parameter": [
    "A parameter of a private release is out of its range.",
    "Correct it; the message says what it may be.",
  ],
  "privacy/sharing": [
    "A secret cannot be shared or restored so.",
    "Use a threshold from 1 to the number of holders, and shares at different places.",
  ],
  "privacy/spent": [
    "A release would lose more privacy than the channel's budget allows, and was not made.",
    "Add more noise, or release less often; a budget is not refilled.",
  ],
  "quantile/empty": ["A quantile of no values is asked for.", "Check the filter, or make more runs."],
  "quantile/share": [
    "A quantile is asked for at a share outside 0 to 1.",
    "Write 0.95, or 95 % in a scenario, for the 95th percentile.",
  ],
  "random/generator": [
    "A number generator of that name does not exist, or is given the wrong number of words.",
    "Use one the message names.",
  ],
  "random/name": ["The name of a draw is empty, too long or not text.", "Use a name of 1 to 4096 bytes."],
  "random/quantiles": [
    "A range from a 5 % to a 95 % quantile fits no distribution of the kind.",
    "Put the smaller end first; a lognormal range begins above 0.",
  ],
  "random/seed": [
    "The seed is not a whole number of 64 bits.",
    "Use 42, or any whole number from 0 to 18446744073709551615.",
  ],

  "replay/input": [
    "An input that the scenario reads from a data file is not given by the replay, which has its own time.",
    "Add it to `replay.inputs`, as an equation over the replay's columns.",
  ],
  "replay/no-plan": ["The scenario does not say how data drives it.", "Add a `replay:` section."],
  "replay/range": ["The epochs asked for are not in the data.", "Use a span the data has: `--from`, `--to`."],

  "reward/address": ["A text is no account.", "Write `0x` and 40 hexadecimal digits."],
  "reward/amount": ["An amount has no place in a leaf of 256 bits.", "Check the amounts; they are base units."],
  "reward/cell": [
    "A place is no cell of H3, or too coarse for the policy's rule.",
    "Publish places at resolution 11 or finer, or name a coarser resolution in the rule.",
  ],
  "reward/distance": ["A distance is negative or no number.", "Give metres of at least 0."],
  "reward/economy": [
    "Settled epochs cannot be made into one data file.",
    "Name the folders in the order of their epochs, all under one policy.",
  ],
  "reward/evidence": [
    "The evidence of an epoch has a fault; the place says in which line and field.",
    "Let the network write it, or correct the field.",
  ],
  "reward/hash": ["A text is no hash.", "Write `0x` and 64 hexadecimal digits."],
  "reward/leaves": ["A line of `leaves.csv` is no leaf.", "Fetch the published folder again."],
  "reward/lowered": [
    "A cumulative amount is lower than what was stated or paid before.",
    "Settle on top of the newest settled epoch: `--previous`.",
  ],
  "reward/manifest": ["A manifest is not as it was written.", "Fetch the published folder again."],
  "reward/network": ["A network's name is empty, too long or not printable.", "Use 1 to 128 characters of ASCII."],
  "reward/no-claim": ["An account has earned nothing up to the epoch.", "Check the address, or name a later epoch."],
  "reward/no-epoch": [
    "The folder is not that of a settled epoch, or a file of it is missing or too large.",
    "Name the folder that `tokenwright epoch settle` wrote.",
  ],
  "reward/no-leaf": ["A tree has no leaf there.", "Name an account that has one."],
  "reward/order": ["An epoch does not follow the one before it.", "Settle every epoch once, in order."],
  "reward/policy": [
    "A reward policy has a fault; the place says where.",
    "See [the guide](guides/rewards.md), which has an example of each rule.",
  ],
  "reward/pool": ["A pool or an issue is negative.", "Check the emission and what was issued."],
  "reward/radio": ["A radio link has no distance or no frequency.", "Give both above 0, in metres and hertz."],
  "reward/twice": ["An account stands in a list twice.", "Add its amounts first, and name it once."],
  "reward/weight": ["A weight is negative.", "Give 0 to those who take no part."],
  "reward/witnesses": ["A number of witnesses is no whole number.", "Count them."],
  "reward/yuma": [
    "Stakes and weights do not fit together.",
    "Give one row of weights per validator, finite and at least 0, and some stake.",
  ],
  "run/cancelled": [
    "The ensemble was stopped before all runs were done.",
    "Start it again: the same seed gives the same numbers.",
  ],
  "run/count": [
    "The number of steps or runs is not a whole number in the range allowed.",
    "Use a whole number that the message allows.",
  ],
  "run/conveyor": [
    "A time in a conveyor is negative, not finite or longer than a million steps, or all conveyors together would hold too many batches.",
    "Check its time, or choose a longer step.",
  ],
  "run/conveyor-content": [
    "The parts listed as the content of a conveyor do not sum to its initial amount.",
    "Correct one of them, or remove `content` to spread the amount evenly over the transit time.",
  ],
  "run/delay": [
    "A fixed delay is negative, not finite or too long.",
    "Check the time of the delay, which is read at the first step.",
  ],
  "run/agent": [
    "A flow goes to or comes from an agent whose number its population does not have.",
    "Let choose(…) draw the number, or keep it between 1 and the number of agents.",
  ],
  "run/missing-input": [
    "Nothing is wired to an input, it has no default, and no data is given.",
    "Wire it, give it a default, or feed it with data.",
  ],
  "run/negative-stock": [
    "A stock that may not be negative starts below zero.",
    "Correct its initial value, or declare it with `mayBeNegative`.",
  ],
  "run/not-finite": [
    "A value is not a finite number: a division by zero, a logarithm of a negative number, growth without bound.",
    "Guard the equation that the message names: `if divisor > 0 then … else 0`.",
  ],
  "run/population": [
    "One value is asked for, and there is one for each agent of a population.",
    "Add an auxiliary with an aggregate, and ask for that.",
  ],
  "run/unknown-backend": ["There is no backend of that name.", "Use js for futures, exact for replays."],
  "run/unknown-name": [
    "A run is asked for a name that the program does not have, or has as something else.",
    "Use one of the names in the message.",
  ],

  "scenario/source": [
    "What an input is read from is not a data file and its column.",
    "Write both with a point between: `prices.adaUsd`.",
  ],
  "scenario/choice": [
    "A key takes one of a few words, and this is none of them.",
    "Use one of the words in the message.",
  ],
  "scenario/conflict": ["One value is given in two ways at once.", "Remove one of them."],
  "scenario/count": [
    "A number of runs, paths or decimals is not a whole number in its range.",
    "Write digits alone, thousands with underscores: 2_000.",
  ],
  "scenario/date": ["A date is no day of the calendar as year-month-day.", "Write for example 2023-03-14."],
  "scenario/decision-time": [
    "A decision is taken on a date or in an epoch that is not after the start of the run.",
    "Give the parameter that value itself, or start the run earlier.",
  ],
  "scenario/distribution": [
    "The parameters of a distribution do not fit together.",
    "Correct the one the message names.",
  ],
  "scenario/duplicate": ["Something is named twice in a list.", "Remove or rename one of them."],
  "scenario/empty": [
    "A key has no value, or a list no entries.",
    "Give it a value, indented more than its key, or remove the key.",
  ],
  "scenario/file": ["A data file is not beside the scenario.", "Copy it next to the scenario and give its name alone."],
  "scenario/horizon": [
    "The horizon is no whole number of steps above zero.",
    "Use the number of steps or the length that the message offers.",
  ],
  "scenario/missing-element": [
    "A name with a dimension has values for some elements, and none for the others.",
    "Give every element its value, or a common value beside `values`.",
  ],
  "scenario/missing-key": ["A key that is needed is not there.", "Add it; the message shows its form."],
  "scenario/negative-stock": [
    "A stock starts below zero although it may not be negative.",
    "Correct the amount, or say mayBeNegative: true for a debt.",
  ],
  "scenario/mixed-dates": [
    "A network's rules are those of one day, and its amounts those of another.",
    "Give the amounts of the first day, or write the other day under `start: { amounts: … }`.",
  ],
  "scenario/no-rules": [
    "The rules of a network are not known for that day.",
    "Start later, or name modules and rules yourself.",
  ],
  "scenario/no-start": [
    "A decision is taken on a date or in an epoch, and the first step of the scenario has none.",
    "Add `start: { date: 2027-01-01 }`, or write the time since the start.",
  ],
  "scenario/no-step": ["Neither the scenario nor its economy says how long a step is.", "Add `step: 1 day`."],
  "scenario/number": ["A plain number is needed.", "Write for example 2.5, without a unit."],
  "scenario/outside-range": [
    "A value lies outside the range its model allows.",
    "Check sign and unit; a share is at most 100 %.",
  ],
  "scenario/override": [
    "A `--set` change is not of the form key=value.",
    "Write for example `--set ensemble.runs=100`.",
  ],
  "scenario/quantiles": [
    "The 95 % quantile is not above the 5 % quantile.",
    "Swap the two, or write one number when there is no uncertainty.",
  ],
  "scenario/seed": ["The seed is not a whole number of 64 bits.", "Write for example 42."],
  "scenario/share": ["A share is not a percentage or number in its range.", "Write for example 95 %."],
  "scenario/span": ["The epochs of a replay end before they begin.", "Swap the two."],
  "scenario/step": ["The step is not a length of time above zero.", "Write for example `5 day`."],
  "scenario/subscript": [
    "The brackets behind a name are not closed.",
    "Write dimensions or elements between brackets: `balance[sector]`.",
  ],
  "scenario/too-long": ["A text is longer than the format allows.", "Shorten it."],
  "scenario/too-many": [
    "A list or mapping has more entries than the format allows.",
    "Keep data in a CSV file beside the scenario.",
  ],
  "scenario/type": [
    "A key holds a list, a mapping or a text where something else is needed.",
    "Follow the form in the message; put an equation that begins with { in quotes.",
  ],
  "scenario/unknown": ["A model of the library has no scenario of that name.", "Use one of the names in the message."],
  "scenario/unknown-asset": [
    "A module's asset is given the name of an asset that the economy does not have.",
    "Declare it under `assets`, or use one of the names in the message.",
  ],
  "scenario/unknown-key": ["The format has no key of that name there.", "Use the one the message offers."],
  "scenario/unknown-model": ["The library has no model of that name.", "List them: `tokenwright list models`."],
  "scenario/unknown-name": [
    "The economy or a module has no parameter, stock, input or output of that name.",
    "Use one of the names in the message; a module's begin with it: `supply.reserve`.",
  ],
  "scenario/unknown-network": [
    "The library has no network of that name.",
    "Leave the key out and name the modules yourself.",
  ],
  "scenario/unknown-values": [
    "A model has no set of values of that name.",
    "Use one of the names in the message, or remove `scenario:` from the module.",
  ],
  "scenario/unwired": [
    "Nothing is wired to an input of a module, and it has no default.",
    "Add an equation for it under the module's `inputs`.",
  ],
  "scenario/version": ["The format version is not one this program reads.", "Write `tokenwright: 1`."],

  "server/no-page": [
    "The files of the studio's page are not there.",
    "In a clone of the repository: `npm run studio` builds and serves it.",
  ],
  "server/not-a-folder": [
    "The studio is given a file, or a folder that is not there.",
    "Name a folder: `tokenwright studio .`.",
  ],
  "server/port": ["The studio cannot listen on that port.", "Leave `--port` out, and a free one is chosen."],

  "split/no-weight": [
    "An amount is split over no weights, or weights that are all zero.",
    "Name who receives everything when nobody has a claim.",
  ],
  "split/total": ["A negative amount is split.", "Split the amount and change the sign of the parts."],
  "split/weight": ["A weight is negative.", "Give an account that takes no part the weight 0."],

  "store/changed": [
    "A file of a run is missing or is not what the run wrote.",
    "Run the scenario again: the same seed gives the same numbers.",
  ],
  "store/conflict": [
    "The folder of this very run is there with other content.",
    "It was changed by hand: move it away and run again.",
  ],
  "store/csv": ["A table of a run cannot be read.", "Run the scenario again."],
  "store/disk-full": [
    "There is no room left on the disk.",
    "Free some space, or name a folder on another disk: `--out DIR`.",
  ],
  "store/exists": ["A file of that name is there already and is left as it is.", "Give another name, or move it away."],
  "store/failed": ["The system could not write the file.", "Name another folder: `--out DIR`."],
  "store/is-a-folder": ["A folder is named where a file is to be written.", "Name a file in it."],
  "store/json": ["A file of a run is not JSON.", "Run the scenario again."],
  "store/not-a-folder": ["A file is in the way of a folder.", "Name another one: `--out DIR`."],
  "store/not-a-run": ["The folder holds no run.", "Make one: `tokenwright run scenario.yaml`."],
  "store/not-writable": ["The system does not let the folder be written.", "Name another one: `--out DIR`."],
  "store/schema": ["The run was written by a later version.", "Use that version of Tokenwright."],
  "store/shape": ["A file of a run lacks something or has something else in its place.", "Run the scenario again."],
  "store/too-large": ["A file of a run is larger than can be read.", "Run with fewer outputs or fewer paths."],

  "studio/fault": ["A fault of the studio itself.", "Report it with the scenario that shows it."],
  "studio/no-crowd": [
    "The scenario has no population that holds what was chosen to compare its agents by.",
    "Choose another in the list above the chart.",
  ],
  "studio/no-model": ["The library has no model of that name.", "Choose one from the list."],
  "studio/thread-failed": [
    "The thread that computes could not be started or ended by itself.",
    "Load the page again; what was on it is kept.",
  ],
  "studio/write": [
    "A change of an input has no place in the scenario's text.",
    "Write it into the text yourself, in the tab *Text*.",
  ],

  "unit/condition": [
    "A condition stands where a number is needed, or the other way round.",
    "Write `if … then 1 else 0`, or compare: `x > 0`.",
  ],
  "unit/cycle": ["Units are declared by each other in a circle.", "Declare one of them as `count`."],
  "unit/decimals": [
    "An asset has decimals that are no whole number from 0 to 30.",
    "6 for ADA, 8 for bitcoin, 18 for most tokens on Ethereum.",
  ],
  "unit/epoch": [
    "The epoch is declared as something that is no time.",
    "Write for example `5 day`; for blocks say how long one takes.",
  ],
  "unit/mismatch": [
    "Two values that are added, compared or assigned have different units.",
    "Multiply or divide by what the message names, often a time or a price.",
  ],
  "unit/not-plain": [
    "A function needs a plain number and has one with a unit.",
    "Divide by a quantity of the same unit: `exp(time / {1 year})`.",
  ],
  "unit/number": ["A quantity's number cannot be read.", "Write 0.3, 45e9, 13_888_022.5 or 1/3, then the unit."],
  "unit/power": [
    "A value with a unit has a root or power whose unit is none.",
    "Divide by a unit first: `sqrt(x / {1 token})`.",
  ],
  "unit/rounding": [
    "Something is rounded that is not counted in base units, such as a price.",
    "Divide by a unit first: `floor(price / {1 cent/ADA})`.",
  ],
  "unit/scale": ["A unit is declared as zero or less of another.", "A unit is a positive amount of another."],
  "unit/suspect": [
    "A warning beside other findings: with another asset all values of a module would fit.",
    "Look whether the slip is in the asset's name, and not in each value.",
  ],
  "unit/syntax": ["A unit text cannot be read.", "Write `token/epoch`, `%/year`, `USD/(ADA*year)` or `m^2`."],
  "unit/taken": ["A unit is declared that exists already.", "Rename it."],
  "unit/too-fine": ["An amount is no whole number of base units.", "Use no more decimals than the asset has."],
  "unit/too-large": [
    "A unit is too large, too small or too deeply nested to be computed with.",
    "Look for a power of a power.",
  ],
  "unit/too-long": ["The text of a unit or quantity is too long.", "Declare a name for part of it under `units`."],
  "unit/too-many": ["Too many units are declared.", "Declare only those that are used."],
  "unit/unknown": [
    "There is no unit of that name. Case matters.",
    "Use the one the message offers, or declare it under `assets` or `units`.",
  ],

  "why/depth": ["Causes are asked for to a depth that is none.", "Use a whole number from 0 to 12."],
  "xmile/doctype": ["The file declares a document type, which could load other files.", "Remove the DOCTYPE."],
  "xmile/empty": ["The file has no element.", "Check that it is the file you mean."],
  "xmile/encoding": ["The file is not text in a known encoding.", "Save it as UTF-8."],
  "xmile/model-file": [
    "A model.json is not as `tokenwright xmile import` writes it.",
    "Import the XMILE file again, or correct the value the message names.",
  ],
  "xmile/no-model": ["The file has no model.", "Check that it is the file you mean."],
  "xmile/root": ["The file is XML, but not XMILE.", "Export the model as XMILE: its first element is `xmile`."],
  "xmile/syntax": [
    "The text is not well-formed XML.",
    "Export the model again, or correct the line the message names.",
  ],
  "xmile/too-deep": [
    "Elements stand inside one another deeper than any model needs.",
    "Check that it is the file you mean.",
  ],
  "xmile/too-large": ["The file is larger than any model.", "Check that it is the file you mean."],
  "xmile/too-long": [
    "The run has more values than can be kept: rows times variables.",
    "Use a longer step or a shorter time in the file's simulation specifications.",
  ],

  "yaml/alias": [
    "An alias stands for nothing that was written before it.",
    "Put a text that begins with * or & in quotes.",
  ],
  "yaml/character": ["The file has a control character.", "Remove it; the file may not be a text file."],
  "yaml/dangerous-key": ["A key would reach into the machinery of JavaScript.", "Use another name."],
  "yaml/directive": ["The file begins with a YAML directive.", "Remove the line that begins with %."],
  "yaml/duplicate-key": ["A key stands twice in one mapping.", "Remove or rename one of them."],
  "yaml/empty": ["The file has no content.", "Start from a template: `tokenwright init`."],
  "yaml/encoding": ["The file is not UTF-8 text.", "Save it as UTF-8 in your editor."],
  "yaml/escape": [
    "A backslash begins an escape that YAML does not have.",
    "Write \\\\ for a backslash, or use single quotes.",
  ],
  "yaml/indent": ["A line is not indented like its neighbours.", "Give it the indentation of the line it belongs to."],
  "yaml/key": ["A key is empty or not a text.", "Name it, or put it in quotes."],
  "yaml/merge-key": ["The file has a merge key, `<<`.", "Write the keys out."],
  "yaml/multi-document": ["The file holds a second document.", "Put it into a file of its own."],
  "yaml/root": ["The file is a list or a single text.", "Write keys and values, such as `title: My token`."],
  "yaml/syntax": [
    "The text is not YAML.",
    "Look for a missing colon, comma or bracket; put a text with `: ` or `#` in quotes.",
  ],
  "yaml/tab": ["A tab stands where the line is indented.", "Replace it by two spaces."],
  "yaml/tag": ["A value has a tag, such as `!!str`.", "Leave it out; put a text that begins with ! in quotes."],
  "yaml/too-deep": ["Lists and mappings are nested too deep.", "A scenario needs about six levels."],
  "yaml/too-large": [
    "The file is larger than any scenario, or stands for more values than one.",
    "Keep data in a CSV file beside the scenario.",
  ],
  "yaml/too-many-aliases": ["The file has more than 100 aliases.", "Write the values out."],
  "yaml/unclosed": ["A quote or bracket is never closed.", "Add the closing one."],
};
