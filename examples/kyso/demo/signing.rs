//! The leader signs, then the agency, as records work asks (Nghị định 30/2020, Điều 14): the
//! agency's signature goes only onto documents that carry the leader's.

use std::{path::PathBuf, sync::atomic::AtomicBool};

use kyso::{
    batch::{self, Destination, Input, Options, Plan, Silent, Status},
    identity::Signer,
    sign::SignOptions,
};

use super::{Places, authority::Authority};
use crate::{
    clock::SystemClock,
    inputs::{self, Found, Search},
    random,
    stop::Stop,
};

/// Signs every document of `places.input` twice into `places.signed`, and names the outputs.
pub fn sign_all(
    authority: &Authority,
    places: &Places,
    clock: &SystemClock,
) -> Result<Vec<PathBuf>, Stop> {
    let found = inputs::expand(places.input.clone(), Search::default());
    let documents: Vec<Input> = found
        .into_iter()
        .filter_map(|found| match found {
            Found::Document(input) => Some(input),
            _ => None,
        })
        .collect();
    let folder = Destination::Folder(places.signed.clone());
    let outputs = step(&documents, &folder, &authority.leader, "Ký ban hành", clock)?;
    let signed: Vec<Input> = outputs.into_iter().map(Input::file).collect();
    step(
        &signed,
        &Destination::InPlace,
        &authority.agency,
        "Phát hành văn bản",
        clock,
    )?;
    Ok(signed.into_iter().map(|input| input.path).collect())
}

fn step(
    inputs: &[Input],
    destination: &Destination,
    signer: &dyn Signer,
    reason: &str,
    clock: &SystemClock,
) -> Result<Vec<PathBuf>, Stop> {
    let plan: Plan = batch::plan(inputs, destination, "", &[])
        .map_err(|(path, problem)| Stop::new(path.to_string_lossy(), problem))?;
    let mut options = SignOptions::at(clock.now());
    options.reason = Some(reason.to_owned());
    options.location = Some("Vĩnh Hà".to_owned());
    options.entropy = random::seed()?;
    let cancel = AtomicBool::new(false);
    let rows = batch::run(
        &plan,
        signer,
        &Options::new(options),
        clock,
        &Silent,
        &cancel,
    );
    let mut outputs = Vec::with_capacity(rows.len());
    for row in rows {
        match (row.status, row.output, row.error) {
            (Status::Signed, Some(output), _) => outputs.push(output),
            (_, _, Some(problem)) => return Err(Stop::new(row.file.to_string_lossy(), problem)),
            _ => {}
        }
    }
    Ok(outputs)
}
