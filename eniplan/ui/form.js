// The group form: native inputs with real labels, built once and updated in place.
// The kernel sends `layout_` (sections and fields) once, `values` ({key: {typed, problem}}) whenever they change, and
// `offered` ({key: [[value, label]]}), what could be chosen for a field besides typing;
// what is typed goes back as {type: "typed", key, typed, gesture}. Texts only ever become textContent.

const element = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

// The input of a field: a select for choices, an area for tags, else a line; flags are choices with an empty first one.
export function inputOf(field) {
  if (field.widget === "choice" || field.widget === "flag") {
    const made = element("select");
    const choices = field.default === "" ? ["", ...field.choices] : field.choices;
    for (const choice of choices) made.append(new Option(choice === "" ? "(unset)" : choice, choice));
    return made;
  }
  const made = element(field.widget === "tags" ? "textarea" : "input");
  if (field.widget === "whole") made.inputMode = "numeric";
  if (field.widget === "tags") made.rows = 2;
  made.placeholder = field.hint || String(field.default);
  made.spellcheck = false;
  made.autocomplete = "off";
  return made;
}

// JupyterLab takes arrow keys for itself unless the element that has the focus says no: each one here does, and so does
// every other one of a planner that the form is part of.
const keep = ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", "true");
function keepKeys(el, signal) {
  const listen = () => (el.closest(".eniplan-planner") ?? el).addEventListener("focusin", keep, { signal });
  requestAnimationFrame(listen);
}

// Show a value that the form's select may not have: a wrong choice stays visible.
export function showTyped(input, typed) {
  if (input.tagName === "SELECT" && ![...input.options].some((option) => option.value === typed)) {
    input.append(new Option(`${typed} (not a choice)`, typed));
  }
  if (input.value !== typed) input.value = typed;
}

// A label that may break where a word of a parameter's name begins: Network-Interface-Traffic-Mode.
function broken(text) {
  return text.split(/(?<=[a-z])(?=[A-Z])/).flatMap((part, index) => (index ? [element("wbr"), part] : [part]));
}

function sliderOf(field, id) {
  const made = element("input", "eniplan-slider");
  made.type = "range";
  [made.min, made.max, made.step] = [field.slider[0], field.slider[1], 1];
  made.setAttribute("aria-label", `${field.label}, slider`);
  made.setAttribute("aria-describedby", `${id}-help`);
  return made;
}

// What a field says once something offered is chosen: a list takes it, or loses it where it has it; a line becomes it.
export function chosen(typed, value, isList) {
  if (!isList) return value;
  const listed = typed.replaceAll(",", " ").split(/\s+/).filter(Boolean);
  return (listed.includes(value) ? listed.filter((one) => one !== value) : [...listed, value]).join(", ");
}

// A narrow select beside the input: the choices by name, those that are in it with a tick. It is filled when somebody
// comes to it: an account may have thousands of VSwitches, and nobody waits for lists that are closed.
function pickerOf(field, id, typed, choose) {
  const made = element("select", "eniplan-pick");
  made.setAttribute("aria-label", `${field.label}: choose by name`);
  made.title = field.widget === "list" ? "add or remove one by its name" : "choose one by its name";
  made.setAttribute("aria-describedby", `${id}-help`);
  made.hidden = true;
  made.addEventListener("change", () => {
    const { value } = made;
    made.value = "";
    if (value) choose(value);
  });
  let choices = [];
  const fill = () => {
    const listed = new Set(typed().replaceAll(",", " ").split(/\s+/));
    const options = choices.map(([value, label]) => new Option(`${listed.has(value) ? "\u2713 " : ""}${label}`, value));
    const head = new Option("", "");
    head.hidden = true;  // nothing to choose: what is closed shows its arrow only
    made.replaceChildren(head, ...options);
  };
  for (const coming of ["focus", "pointerdown"]) made.addEventListener(coming, fill);
  const offer = (offered) => {
    choices = offered;
    made.hidden = choices.length === 0;
  };
  return { made, offer, fill };
}

function rowOf(field, id, send) {
  const row = element("div", "eniplan-field");
  const label = element("label");
  label.append(...broken(field.label));
  const input = inputOf(field);
  const help = element("div", "eniplan-help", field.help);
  const problem = element("div", "eniplan-problem");
  input.id = id;
  label.htmlFor = id;
  help.id = `${id}-help`;
  problem.id = `${id}-problem`;
  problem.setAttribute("aria-live", "polite");
  input.setAttribute("aria-describedby", `${help.id} ${problem.id}`);
  let known = "";  // what the kernel last said, or was last told: anything else is being typed
  const tell = (typed, gesture) => {
    known = typed;
    send(field.key, typed, gesture);
  };
  input.addEventListener("change", () => tell(input.value, null));
  input.addEventListener("blur", () => {  // a browser may hold a text that a script has set meanwhile for unchanged
    if (input.value !== known) tell(input.value, null);
  });
  const boxes = element("div", "eniplan-inputs");
  boxes.append(input);
  const slider = field.slider ? sliderOf(field, id) : null;
  if (slider) {
    let gesture = 0;
    const begin = () => { gesture = Date.now(); };
    slider.addEventListener("pointerdown", begin);
    slider.addEventListener("focus", begin);
    slider.addEventListener("input", () => {
      input.value = slider.value;
      tell(slider.value, `${id}-${gesture}`);
    });
    boxes.append(slider);
  }
  const picker = pickerOf(field, id, () => input.value, (value) => {
    input.value = chosen(input.value, value, field.widget === "list");
    tell(input.value, null);
    picker.fill();
  });
  if (["list", "text"].includes(field.widget)) boxes.append(picker.made);
  row.append(label, boxes, problem, help);
  const more = element("button", "eniplan-more", "?");
  more.type = "button";
  more.setAttribute("aria-label", `Help on ${field.label}`);
  more.setAttribute("aria-expanded", "false");
  more.setAttribute("aria-controls", help.id);
  help.hidden = true;
  more.addEventListener("click", () => {
    help.hidden = !help.hidden;
    more.setAttribute("aria-expanded", String(!help.hidden));
  });
  label.after(more);
  if (field.status !== "public") label.append(element("span", "eniplan-status", ` ${field.status}`));
  const show = ({ typed, problem: wrong }, isOld) => {
    if (!isOld && (document.activeElement !== input || input.value === known)) {
      showTyped(input, typed);
      known = typed;
    }
    if (slider && !isOld && document.activeElement !== slider && /^[0-9]*$/.test(typed)) slider.value = typed || slider.min;
    if (problem.textContent !== wrong) problem.textContent = wrong;
    input.setAttribute("aria-invalid", String(wrong !== ""));
    row.classList.toggle("eniplan-wrong", wrong !== "");
  };
  return { row, input, help, show, offer: picker.offer };
}

function structOf(name, box) {
  const made = element("fieldset");
  const legend = element("legend");
  legend.append(...broken(name));
  made.dataset.struct = name;
  made.append(legend);
  box.append(made);
  return made;
}

function render({ model, el }) {
  el.classList.add("eniplan-form");
  const prefix = `eniplan-${Math.random().toString(36).slice(2, 10)}`;
  const rows = new Map();
  const stop = new AbortController();
  let serial = model.get("answered");  // of the latest message; what was said before its answer is old
  let had = [];  // the fields for which something was offered
  let later = null;  // the latest step of a drag that the kernel has not been told, since it is busy with an earlier one
  const tell = (key, typed, gesture) => {
    serial += 1;
    rows.get(key).told = serial;
    model.send({ type: "typed", key, typed, gesture, serial });
  };
  const tellLater = () => {
    if (later) tell(...later);
    later = null;
  };
  const send = (key, typed, gesture) => {
    if (gesture !== null && later?.[2] === gesture) later = null;
    tellLater();
    if (gesture !== null && serial > model.get("answered")) {
      rows.get(key).told = Infinity;
      later = [key, typed, gesture];
    } else tell(key, typed, gesture);
  };
  keepKeys(el, stop.signal);

  for (const section of model.get("layout_")) {
    const box = element("details");
    box.open = section.open;
    box.append(element("summary", "", section.name));
    box.append(element("p", "eniplan-about", section.about));
    let within = box;  // members of one struct stand together, under its name
    section.fields.forEach((field) => {
      const made = rowOf(field, `${prefix}-${rows.size}`, send);
      rows.set(field.key, { ...made, box, told: 0 });
      if (field.struct !== (within.dataset.struct ?? "")) within = field.struct ? structOf(field.struct, box) : box;
      within.append(made.row);
    });
    el.append(box);
  }

  const showValues = () => {
    const values = model.get("values");
    const answered = model.get("answered");
    if (answered >= serial) tellLater();
    for (const [key, made] of rows) if (values[key]) made.show(values[key], made.told > answered);
    el.dataset.rev = String(model.get("revision"));
  };
  const showOffered = () => {
    const offered = model.get("offered");
    for (const key of Object.keys(offered)) rows.get(key)?.offer(offered[key]);
    for (const key of had) if (!offered[key]) rows.get(key)?.offer([]);
    had = Object.keys(offered);
  };
  const showEnabled = () => {
    el.toggleAttribute("inert", !model.get("enabled"));
    el.classList.toggle("eniplan-off", !model.get("enabled"));
  };
  const goTo = (message) => {
    if (message.type !== "focus" || !rows.has(message.key)) return;
    const made = rows.get(message.key);
    made.box.open = true;
    made.input.focus();
    made.input.scrollIntoView({ block: "nearest" });
  };
  model.on("change:revision", showValues);
  model.on("change:answered", showValues);
  model.on("change:offered", showOffered);
  model.on("change:enabled", showEnabled);
  model.on("msg:custom", goTo);
  showOffered();
  showValues();
  showEnabled();
  return () => {
    stop.abort();
    model.off("change:revision", showValues);
    model.off("change:answered", showValues);
    model.off("change:offered", showOffered);
    model.off("change:enabled", showEnabled);
    model.off("msg:custom", goTo);
  };
}

export default { render };
