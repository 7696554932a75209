//! How large a field stands on its page (§12.5.2).

use crate::pdf::{Object, Value, View, update::Located};

/// Whether a widget of that rectangle has an extent on the page.
pub fn is_visible([x0, y0, x1, y1]: [f64; 4]) -> bool {
    x0 != x1 && y0 != y1
}

/// `/Rect` of the widget; zeros where it is no rectangle.
pub fn rectangle(view: View<'_>, widget: &Located) -> [f64; 4] {
    let Ok(Some(list)) = widget.entry(view, b"Rect") else {
        return [0.0; 4];
    };
    let mut rectangle = [0.0; 4];
    for (corner, item) in rectangle.iter_mut().zip(list.items().unwrap_or_default()) {
        if let Ok(Some(item)) = list.part(view, item) {
            *corner = number(item.object());
        }
    }
    rectangle
}

fn number(object: &Object) -> f64 {
    match &object.value {
        Value::Integer(number) => i32::try_from(*number).map_or(0.0, f64::from),
        Value::Real(digits) => std::str::from_utf8(digits)
            .ok()
            .and_then(|digits| digits.parse().ok())
            // Digits without end have no place in a rectangle that is written.
            .filter(|number: &f64| number.is_finite())
            .unwrap_or(0.0),
        _ => 0.0,
    }
}
