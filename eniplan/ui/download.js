// A button that saves a file: {type: "wanted"} goes to the kernel, {type: "file", name} comes back with its bytes.

// Let the browser save bytes under a name.
export function save(name, bytes) {
  const address = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function told(message, buffers) {
  if (message.type === "file") save(message.name, buffers[0]);
}

function render({ model, el }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "jupyter-button widget-button eniplan-download";
  button.addEventListener("click", () => model.send({ type: "wanted" }));
  el.append(button);
  const show = () => {
    button.textContent = model.get("label");
    button.disabled = !model.get("enabled");
  };
  model.on("change:label", show);
  model.on("change:enabled", show);
  model.on("msg:custom", told);
  show();
  return () => {
    model.off("change:label", show);
    model.off("change:enabled", show);
    model.off("msg:custom", told);
  };
}

export default { render };
