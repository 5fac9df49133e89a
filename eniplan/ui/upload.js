// A button that hands files to the kernel: part after part, each once the kernel has the one before. A server closes
// the connection, and says nothing to anybody, where one message is larger than it allows (10 MB where nobody set it).
// {type: "part", name, begin, end} goes to the kernel with its bytes, {type: "more"} comes back.

const PART = 2_000_000;

// The parts of files: which file, from which byte to which; an empty file is one part, too.
export function partsOf(files) {
  const parts = files.flatMap((file) => Array.from({ length: Math.max(1, Math.ceil(file.size / PART)) }, (_, place) =>
    ({ file, from: place * PART, to: Math.min((place + 1) * PART, file.size) })));
  return parts.map((part, place) => ({ ...part, begin: place === 0, end: place === parts.length - 1 }));
}

function render({ model, el }) {
  const button = document.createElement("button");
  const input = document.createElement("input");
  let parts = [], sent = 0;
  button.type = "button";
  button.className = "jupyter-button widget-button eniplan-download";
  button.addEventListener("click", () => input.click());
  [input.type, input.multiple, input.accept, input.hidden] = ["file", true, model.get("accept"), true];
  el.append(button, input);

  const show = () => {
    button.disabled = sent < parts.length;
    button.textContent = sent < parts.length ? `Uploading ${Math.floor((100 * sent) / parts.length)} %` : model.get("label");
  };
  const next = async () => {
    show();
    if (sent === parts.length) return;
    const { file, from, to, begin, end } = parts[sent];
    try {
      const bytes = await file.slice(from, to).arrayBuffer();
      sent += 1;
      model.send({ type: "part", name: file.name, begin, end }, undefined, [bytes]);
    } catch (error) {  // gone or changed since it was chosen
      [parts, sent] = [[], 0];
      show();
      model.send({ type: "failed", name: file.name, problem: error.message });
    }
  };
  const told = (message) => { if (message.type === "more") next(); };
  input.addEventListener("change", () => {
    [parts, sent] = [partsOf([...input.files]), 0];
    input.value = "";
    next();
  });
  model.on("msg:custom", told);
  show();
  return () => model.off("msg:custom", told);
}

export default { render };
